import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One alloy-emulator for all tests, and for each test a space of its own in it. */
final class AlloySpace implements AfterEachCallback {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String EMULATOR = start();
  private final String name = UUID.randomUUID().toString();
  private final List<String> expected = new ArrayList<>();
  final String url = EMULATOR + "/__space/" + name;

  private static String start() {
    try {
      Path folder = Files.createTempDirectory("alloy");
      Path portFile = folder.resolve("port.json");
      Process process = new ProcessBuilder("alloy-emulator", "--port", "0", "--port-file", portFile.toString(),
          "--exit-with-parent", "--log", "off").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      while (!Files.exists(portFile)) {
        if (!process.isAlive()) throw new IllegalStateException("alloy-emulator did not start");
        Thread.sleep(10);
      }
      String text = Files.readString(portFile);
      Files.delete(portFile);
      Files.delete(folder);
      return text.replaceAll("(?s).*\"url\":\\s*\"([^\"]+)\".*", "$1");
    } catch (Exception e) {
      throw new IllegalStateException("alloy-emulator did not start", e);
    }
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url + "/__admin" + path))
        .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  /** Fails where the answer says so: an expectation that is not met, a mistake in a stub. */
  String admin(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = ask(method, path, body);
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  /** The refused calls, and what was wrong with them. */
  private void printRefused() throws Exception {
    HttpResponse<String> none = ask("POST", "/verify", "{\"pattern\": {\"outcome\": \"refused\"}, \"exactly\": 0}");
    if (none.statusCode() != 200) System.err.println(none.body());
  }

  void expect(int exactly, String pattern) {
    expected.add("{\"exactly\": " + exactly + ", \"pattern\": " + pattern + "}");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      if (context.getExecutionException().isPresent()) printRefused();
      for (String expectation : expected) admin("POST", "/verify", expectation);
    } finally {
      admin("DELETE", "/spaces/" + name, "");
    }
  }
}
