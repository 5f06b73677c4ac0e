package credence.scoring;

/// An input that prevents a model from scoring an applicant.
///
/// @param input the input's name, as the model's spec has it
/// @param expected what was expected, as text for users; never the received value
public record InputError(String input, String expected) {}
