import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.util.List;
import java.util.Set;

@Cases.Group("scenarios")
final class ScenarioCases {
  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static WireMock client() {
    return new WireMock(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static String state() {
    return getAllScenarios().get(0).getState();
  }

  private static ScenarioMappingBuilder turnstile() {
    return get("/gate").inScenario("turnstile").whenScenarioStateIs(Scenario.STARTED).willSetStateTo("open");
  }

  @Cases.Case("a scenario goes from state to state, and is listed")
  static void states() throws Exception {
    stubFor(turnstile().willReturn(ok()));
    Cases.equal(200, Cases.status("/gate"));
    Cases.equal(404, Cases.status("/gate"));
    Scenario scenario = getAllScenarios().get(0);
    Cases.equal("turnstile", scenario.getName());
    Cases.equal("open", scenario.getState());
    Cases.equal(Set.of("Started", "open"), scenario.getPossibleStates());
    Cases.equal(1, scenario.getMappings().size());
    Cases.equal("open", client().getScenarios().get(0).getState());
    Cases.equal("open", admin().getAllScenarios().getScenarios().get(0).getState());
  }

  @Cases.Case("states are set and reset")
  static void resets() throws Exception {
    stubFor(turnstile());
    WireMock client = client();
    HttpAdminClient admin = admin();
    for (Cases.Use open :
        List.<Cases.Use>of(
            () -> setScenarioState("turnstile", "open"),
            () -> client.setSingleScenarioState("turnstile", "open"),
            () -> admin.setScenarioState("turnstile", "open"))) {
      open.run();
      Cases.equal("open", state());
      resetScenario("turnstile");
      Cases.equal("Started", state());
    }
    for (Cases.Use reset :
        List.<Cases.Use>of(
            () -> resetAllScenarios(),
            () -> client.resetScenarios(),
            () -> admin.resetScenarios(),
            () -> client.resetScenarioState("turnstile"),
            () -> admin.resetScenario("turnstile"))) {
      setScenarioState("turnstile", "open");
      reset.run();
      Cases.equal("Started", state());
    }
  }

  @Cases.Fails
  @Cases.Case("a scenario or a state that does not exist is told")
  static void unknown() {
    stubFor(turnstile());
    String[] noScenario = {"No such scenario", "no stub belongs to the scenario 'turnpike'"};
    Cases.fails(ClientError.class, () -> setScenarioState("turnpike", "open"), noScenario);
    Cases.fails(ClientError.class, () -> client().setSingleScenarioState("turnpike", "open"), noScenario);
    Cases.fails(ClientError.class, () -> resetScenario("turnpike"), noScenario);
    Cases.fails(ClientError.class, () -> client().resetScenarioState("turnpike"), noScenario);
    Cases.fails(ClientError.class, () -> admin().resetScenario("turnpike"), noScenario);
    Cases.fails(
        ClientError.class,
        () -> admin().setScenarioState("turnstile", "ajar"),
        "No such state", "the scenario 'turnstile' has no state 'ajar'; it has 'Started' and 'open'");
  }
}
