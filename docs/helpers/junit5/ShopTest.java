import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {
  private static final String MAGENTO = "\"method\": \"GET\", \"urlPath\": \"/integrations/Magento\"";

  @RegisterExtension final AlloySpace alloy = new AlloySpace();

  @Test
  void asksOnceForTheRightUser() throws Exception {
    alloy.admin("PUT", "/fixtures/users/u_1", "{\"username\": \"jane@example.com\"}");
    alloy.expect(1, "{" + MAGENTO + ", \"queryParameters\": {\"userId\": {\"equalTo\": \"jane@example.com\"}}}");
    assertEquals(200, askForMagento(alloy.url, "jane@example.com"));
  }

  @Test
  void seesNothingOfTheOther() throws Exception {
    alloy.expect(2, "{" + MAGENTO + "}");
    assertEquals(400, askForMagento(alloy.url, "jane@example.com"));
    alloy.admin("POST", "/mappings", "{\"request\": {" + MAGENTO + "}, \"response\": {\"status\": 503}}");
    assertEquals(503, askForMagento(alloy.url, "merchant_123@example.com"));
  }

  /** The code under test. */
  private static int askForMagento(String baseUrl, String user) throws Exception {
    URI uri = URI.create(baseUrl + "/integrations/Magento?userId=" + URLEncoder.encode(user, StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(uri)
        .header("Authorization", "bearer YOUR_API_KEY").header("x-api-version", "2025-09").build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
