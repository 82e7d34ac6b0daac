import worker.apis.PermissionRequestsApi
import worker.apis.PermissionsApi
import worker.infrastructure.ClientError
import worker.infrastructure.ClientException
import worker.models.BeginRequest
import worker.models.BeginStatus
import worker.models.CompleteRequest
import worker.models.DataCenter
import worker.models.OutcomeStatus
import worker.models.ReadRequest

/** The problem that a call ends with, as JSON. */
private fun problemOf(call: () -> Unit): String = try {
    call()
    ""
} catch (error: ClientException) {
    (error.response as ClientError<*>).body.toString()
}

/** Asks a user for unrestricted access through the worker, with the client that OpenAPI Generator writes for its API. */
object Service {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val token = variable("ACCESS_TOKEN")
        val flow = PermissionRequestsApi(variable("SERVICE_URL"))
        val reading = PermissionsApi(variable("SERVICE_URL"))
        flow.accessTokenProvider = { variable("API_KEY") }
        reading.accessTokenProvider = { variable("API_KEY") }

        val read = reading.readPermissions(ReadRequest(DataCenter.de, token))
        check("the permissions are read", read.calendars.isNotEmpty())

        val begin = BeginRequest(DataCenter.de, token, "user-42", allCalendars = true)
        val begun = flow.beginPermissionRequest(begin)
        check("the user has to decide", begun.status == BeginStatus.redirect)
        accept(begun.redirect?.url)
        val sealed = begun.redirect?.sealedRequest.orEmpty()
        val outcome = flow.completePermissionRequest(CompleteRequest(sealed, DataCenter.de, token, "user-42"))
        check("access is granted", outcome.status == OutcomeStatus.granted)

        val rejected = problemOf { reading.readPermissions(ReadRequest(DataCenter.de, "unknown")) }
        check("an unknown token is a problem", "account_token_rejected" in rejected)
        val invalid = problemOf { flow.beginPermissionRequest(begin.copy(subject = "")) }
        check("a field that is not valid is a problem", "validation_failed" in invalid)
        check("that problem names the field", "\"subject\"" in invalid)
    }
}
