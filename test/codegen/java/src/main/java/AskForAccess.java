import static java.lang.System.getenv;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.api.CalendarsApi;
import org.openapitools.client.api.PermissionsApi;
import org.openapitools.client.model.Calendar;
import org.openapitools.client.model.ErrorResponse;
import org.openapitools.client.model.FieldError;
import org.openapitools.client.model.PermissionRequestItem;
import org.openapitools.client.model.PermissionRequestItem.PermissionLevelEnum;
import org.openapitools.client.model.PermissionsRequest;
import org.openapitools.client.model.PermissionsRequestResult;

/** Asks for unrestricted access to a calendar, with the client that OpenAPI Generator makes of openapi.yaml. */
public final class AskForAccess {
  private static boolean failed = false;

  public static void main(String[] args) throws Exception {
    ApiClient client = connect(getenv("ACCESS_TOKEN"));
    List<Calendar> choices = listCalendars(client).stream()
        .filter(one -> "sandbox".equals(one.getPermissionLevel()))
        .toList();
    check("a calendar is listed that is not unrestricted yet", !choices.isEmpty());
    Calendar calendar = choices.get(0);

    URI url = ask(client, calendar.getCalendarId()).getUrl();
    check("the user has to decide, at a URL", url != null);
    accept(url);
    check("what the user accepted is unrestricted", isUnrestricted(client, calendar));

    try {
      ask(client, "unknown");
      check("an unknown calendar is refused", false);
    } catch (ApiException refused) {
      List<FieldError> faults = errorsByField(refused).get("permissions[0].calendar_id");
      check("an unknown calendar is refused: " + faults.get(0).getDescription(), refused.getCode() == 422);
    }

    ApiClient enterprise = connect(getenv("ENTERPRISE_ACCESS_TOKEN"));
    Calendar owned = listCalendars(enterprise).get(0);
    check("Enterprise Connect is accepted at once", ask(enterprise, owned.getCalendarId()).getAccepted());
    check("what was accepted at once is unrestricted", isUnrestricted(enterprise, owned));
    System.exit(failed ? 1 : 0);
  }

  // docs:begin listCalendars
  static ApiClient connect(String accessToken) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(getenv("API_URL")); // the account's data center, such as https://api-de.cronofy.com
    client.setReadTimeout(Duration.ofSeconds(10));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + accessToken));
    return client;
  }

  static List<Calendar> listCalendars(ApiClient client) throws ApiException {
    return new CalendarsApi(client).listCalendars().getCalendars();
  }
  // docs:end

  // docs:begin requestPermissions
  /** {@code getUrl()} is where to send the user, or {@code getAccepted()} says that access was granted at once. */
  static PermissionsRequestResult ask(ApiClient client, String calendarId) throws ApiException {
    var item = new PermissionRequestItem().calendarId(calendarId).permissionLevel(PermissionLevelEnum.UNRESTRICTED);
    var request = new PermissionsRequest()
        .addPermissionsItem(item)
        .redirectUri(URI.create("https://app.example.com/permissions/return"));
    return new PermissionsApi(client).requestPermissions(request).getPermissionsRequest();
  }
  // docs:end

  static boolean isUnrestricted(ApiClient client, Calendar asked) throws ApiException {
    return listCalendars(client).stream()
        .filter(calendar -> calendar.getCalendarId().equals(asked.getCalendarId()))
        .anyMatch(calendar -> "unrestricted".equals(calendar.getPermissionLevel()));
  }

  static Map<String, List<FieldError>> errorsByField(ApiException refused) throws IOException {
    return JSON.getDefault().getMapper().readValue(refused.getResponseBody(), ErrorResponse.class).getErrors();
  }

  /** Tells the sandbox to accept, where in life the user is sent to the URL. */
  static void accept(URI url) throws IOException, InterruptedException {
    String decision = "{\"url\": \"%s\", \"decision\": \"accept\"}".formatted(url);
    var request = HttpRequest.newBuilder(URI.create(getenv("DECISIONS_URL")))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(decision))
        .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  static void check(String what, boolean passed) {
    System.out.println((passed ? "ok - " : "not ok - ") + what);
    failed |= !passed;
  }
}
