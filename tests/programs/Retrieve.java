import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What the documented call is with Java's HttpURLConnection. */
public class Retrieve {
  public static void main(String[] arguments) throws Exception {
    String user = URLEncoder.encode("{{userId}}", StandardCharsets.UTF_8);
    URI target =
        URI.create("https://production.runalloy.com/integrations/{integrationId}?userId=" + user);
    HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection();
    call.setRequestProperty("Authorization", "bearer YOUR_API_KEY");
    call.setRequestProperty("x-api-version", "2025-09");
    try (InputStream answer = call.getInputStream()) {
      System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
