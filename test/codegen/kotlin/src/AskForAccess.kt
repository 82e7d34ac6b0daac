import cronofy.apis.CalendarsApi
import cronofy.apis.OAuthApi
import cronofy.apis.PermissionsApi
import cronofy.infrastructure.ClientError
import cronofy.infrastructure.ClientException
import cronofy.models.Calendar
import cronofy.models.PermissionRequestItem
import cronofy.models.PermissionsRequest
import cronofy.models.PermissionsRequestResult
import cronofy.models.RevokeRequest
import cronofy.models.TokenRequest
import java.net.URI

/** Asks for unrestricted access to a calendar, with the client that OpenAPI Generator writes for openapi.yaml. */
class User(private val accessToken: String) {
    private val apiUrl = variable("API_URL") // the account's data center, such as https://api-de.cronofy.com

    // docs:begin listCalendars
    fun listCalendars(): List<Calendar> {
        val api = CalendarsApi(apiUrl)
        api.accessTokenProvider = { accessToken }
        return api.listCalendars().calendars
    }
    // docs:end

    fun isUnrestricted(calendarId: String): Boolean =
        listCalendars().any { it.calendarId == calendarId && it.permissionLevel == "unrestricted" }

    // docs:begin requestPermissions
    /** Either has a `url` to send the user to, or `accepted` is true with Enterprise Connect. */
    fun requestPermissions(calendarId: String): PermissionsRequestResult {
        val api = PermissionsApi(apiUrl)
        api.accessTokenProvider = { accessToken }
        val item = PermissionRequestItem(calendarId, PermissionRequestItem.PermissionLevel.unrestricted)
        val redirectUri = URI("https://app.example.com/permissions/return")
        return api.requestPermissions(PermissionsRequest(listOf(item), redirectUri)).permissionsRequest
    }
    // docs:end

    fun name(): String? = CalendarsApi(apiUrl).also { it.accessTokenProvider = { accessToken } }.getUserInfo().name
}

fun main() {
    val user = User(variable("ACCESS_TOKEN"))
    val calendar = user.listCalendars().first { it.permissionLevel == "sandbox" }
    check("the calendars are listed", calendar.calendarId != "")

    val url = user.requestPermissions(calendar.calendarId).url
    check("unrestricted access is asked for", url != null)
    accept(url)
    check("the calendar reads unrestricted", user.isUnrestricted(calendar.calendarId))

    try {
        user.requestPermissions("cal_unknown")
        check("an unknown calendar is refused", false)
    } catch (error: ClientException) {
        val body = (error.response as ClientError<*>).body.toString()
        check("an unknown calendar is refused", error.statusCode == 422)
        check("the refusal names the field", "permissions[0].calendar_id" in body)
    }

    val employee = User(variable("ENTERPRISE_ACCESS_TOKEN"))
    val accepted = employee.requestPermissions(employee.listCalendars().first().calendarId).accepted
    check("Enterprise Connect is accepted at once", accepted == true)

    check("a user without a name has none", user.name() == null)

    val oauth = OAuthApi(variable("API_URL"))
    val (id, secret) = variable("CLIENT_ID") to variable("CLIENT_SECRET")
    val grant = TokenRequest(id, secret, TokenRequest.GrantType.refresh_token, refreshToken = variable("REFRESH_TOKEN"))
    val tokens = oauth.requestToken(grant)
    check("the tokens are refreshed", User(tokens.accessToken).listCalendars().isNotEmpty())

    // This client is generated for form bodies. It also sends the parameters that it was not given, without a value.
    val byForm = form.apis.OAuthApi(variable("API_URL"))
    val refresh = form.apis.OAuthApi.GrantTypeRequestToken.refresh_token
    val again = byForm.requestToken(id, secret, refresh, refreshToken = tokens.refreshToken)
    check("the tokens are refreshed by a form with empty parameters", again.accessToken != tokens.accessToken)

    oauth.revokeToken(RevokeRequest(id, secret, token = again.accessToken))
    try {
        User(again.accessToken).listCalendars()
        check("a revoked token is refused", false)
    } catch (error: ClientException) {
        check("a revoked token is refused", error.statusCode == 401)
    }
}
