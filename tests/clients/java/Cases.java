import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the cases of WireMock's own Java client one after the other. Which of the client's methods each of them calls is read from
 * its byte code by scripts/lib/check-clients; the method references of Java ({@code WireMock::reset}) are not seen there.
 *
 * <p>In: EMULATOR_URL, a fresh emulator; EMULATOR_GUARDED_URL, one that wants the token EMULATOR_TOKEN, and EMULATOR_TLS_URL, one
 * that speaks TLS too; EMULATOR_SPARE_URLS, further ones, to be shut down; CLIENT_REPORT, the file for what check-clients reads, a
 * JSON value a line.
 */
final class Cases {
  /** A case and its name. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Case {
    String value();
  }

  /** Of a case: all that it calls has to go wrong. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Fails {}

  /** Of a case: all that it calls is shown to work, and to go wrong. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface WorksAndFails {}

  /** The group that the cases of a class belong to. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Group {
    String value();
  }

  interface Use {
    void run() throws Exception;
  }

  static final URI EMULATOR = url("EMULATOR_URL");
  static final URI GUARDED = url("EMULATOR_GUARDED_URL");
  static final URI TLS = url("EMULATOR_TLS_URL");
  static final String TOKEN = System.getenv("EMULATOR_TOKEN");
  static final URI[] SPARES =
      Arrays.stream(System.getenv("EMULATOR_SPARE_URLS").split(" ")).map(URI::create).toArray(URI[]::new);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static URI url(String variable) {
    return URI.create(System.getenv(variable));
  }

  // Calls, as the code under test would make them.

  static HttpResponse<String> call(String target) throws Exception {
    return call("GET", target, "");
  }

  /** headers: name, value, name, value… */
  static HttpResponse<String> call(String method, String target, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(EMULATOR.resolve(target))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static int status(String target) throws Exception {
    return call(target).statusCode();
  }

  // Expectations.

  static void equal(Object expected, Object found) {
    if (!Objects.equals(expected, found)) throw new AssertionError("expected " + expected + ", found " + found);
  }

  static void holds(boolean condition, String what) {
    if (!condition) throw new AssertionError(what);
  }

  /** That it throws, with all of these in the message; what it threw. */
  static <T extends Throwable> T fails(Class<T> type, Use use, String... parts) {
    try {
      use.run();
    } catch (Throwable thrown) {
      if (!type.isInstance(thrown)) throw new AssertionError("expected " + type.getName() + ", thrown was " + thrown, thrown);
      for (String part : parts) holds(thrown.getMessage().contains(part), "'" + part + "' is not in: " + thrown.getMessage());
      return type.cast(thrown);
    }
    throw new AssertionError("nothing was thrown, expected " + type.getName());
  }

  // Running.

  private static void report(Map<String, ?> line) throws IOException {
    Files.writeString(
        Path.of(System.getenv("CLIENT_REPORT")),
        Json.write(line).replace("\n", " ") + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String complaint(Method method) throws Exception {
    WireMock.configureFor(EMULATOR.getHost(), EMULATOR.getPort());
    call("POST", "/__admin/settings", "{}");
    call("POST", "/__admin/reset", "");
    try {
      method.invoke(null);
      return "";
    } catch (InvocationTargetException wrapped) {
      StringBuilder text = new StringBuilder(wrapped.getCause().toString());
      for (StackTraceElement frame : wrapped.getCause().getStackTrace()) {
        if (frame.getClassName().equals(method.getDeclaringClass().getName())) text.append("\n    at ").append(frame);
      }
      return text.toString();
    }
  }

  private static String shows(Method method) {
    if (method.isAnnotationPresent(WorksAndFails.class)) return "both";
    return method.isAnnotationPresent(Fails.class) ? "fails" : "works";
  }

  private static boolean run(Class<?> group, Method method) throws Exception {
    String wrong = complaint(method);
    String groupName = group.getAnnotation(Group.class).value();
    String name = method.getAnnotation(Case.class).value();
    System.out.println((wrong.isEmpty() ? "ok     " : "FAILED ") + "Java, " + groupName + ": " + name + (wrong.isEmpty() ? "" : ": " + wrong));
    report(
        Map.of(
            "group", groupName,
            "name", name,
            "shows", shows(method),
            "passed", wrong.isEmpty(),
            "code", group.getName() + "." + method.getName()));
    return wrong.isEmpty();
  }

  public static void main(String[] arguments) throws Exception {
    boolean passed = true;
    for (Class<?> group :
        new Class<?>[] {StubCases.class, MatcherCases.class, VerificationCases.class, NearMissCases.class, ScenarioCases.class,
          ServerCases.class, StrangerCases.class, UnsupportedCases.class}) {
      Method[] methods = group.getDeclaredMethods();
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        if (method.isAnnotationPresent(Case.class)) passed &= run(group, method);
      }
    }
    System.exit(passed ? 0 : 1);
  }
}
