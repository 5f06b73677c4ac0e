package credence.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.ServingPlan.Member;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingPlanTest {
  @Test
  void ordersVersionsByTheDateInTheirNameAndThenByPublication() {
    ServingPlan plan =
        ServingPlan.of(
            List.of(
                member("zeta"), member("m_2018_03_01"), member("alpha"), member("m_2014_09_10")),
            Map.of());
    assertThat(plan.versions())
        .extracting(version -> version.name().text())
        .containsExactly("m_2014_09_10", "m_2018_03_01", "zeta", "alpha");
    assertThat(plan.versions()).extracting(LiveVersion::index).containsExactly(0, 1, 2, 3);
  }

  @Test
  void findsAVersionByNameAndByAlias() {
    ServingPlan plan =
        ServingPlan.of(List.of(member("a"), member("b")), Map.of("champion", new VersionName("b")));
    assertThat(plan.find("a")).isSameAs(plan.versions().getFirst());
    assertThat(plan.find("champion")).isSameAs(plan.versions().getLast());
    assertThat(plan.champion()).isSameAs(plan.versions().getLast());
    assertThat(plan.find("c")).isNull();
  }

  @Test
  void hasNoChampionWhenTheOneThatIsNamedIsNotLoaded() {
    ServingPlan plan =
        ServingPlan.of(List.of(member("a")), Map.of("champion", new VersionName("missing")));
    assertThat(plan.champion()).isNull();
  }

  private static Member member(String name) {
    return new Member(
        new VersionName(name),
        new LogisticModel(
            List.of(new NumberEncoding("x", null, null, false, null)), 0, List.of(1.0)));
  }
}
