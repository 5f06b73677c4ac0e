package credence.job;

import credence.home.Home;
import credence.registry.ModelRegistry;

/// The environment that jobs run in.
///
/// @param home the home that they work on
/// @param registry the home's registry
/// @param engine the parquet engine's share of the machine
/// @param credenceVersion the version of Credence, for the provenance of model versions
public record JobContext(
    Home home, ModelRegistry registry, EngineShare engine, String credenceVersion) {}
