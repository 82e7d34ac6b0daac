import java.net.URI
import worker.apis.FlowApi
import worker.apis.ReadingApi
import worker.infrastructure.ClientError
import worker.infrastructure.ClientException
import worker.models.BeginRequest
import worker.models.BeginResult
import worker.models.CompleteRequest
import worker.models.DataCenter
import worker.models.Outcome
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
        val flow = FlowApi(variable("SERVICE_URL"))
        val reading = ReadingApi(variable("SERVICE_URL"))
        flow.accessTokenProvider = { variable("API_KEY") }
        reading.accessTokenProvider = { variable("API_KEY") }

        val read = reading.readPermissions(ReadRequest(DataCenter.de, token))
        check("the permissions are read", read.calendars.isNotEmpty())

        val begin = BeginRequest(DataCenter.de, token, "user-42", allCalendars = true)
        val begun = flow.beginPermissionRequest(begin)
        check("the user has to decide", begun.status == BeginResult.Status.redirect)
        accept(begun.redirect?.url)
        val sealed = begun.redirect?.sealedRequest.orEmpty()
        val outcome = flow.completePermissionRequest(CompleteRequest(sealed, DataCenter.de, token, "user-42"))
        check("access is granted", outcome.status == Outcome.Status.granted)

        val rejected = problemOf { reading.readPermissions(ReadRequest(DataCenter.de, "unknown")) }
        check("an unknown token is a problem", "account_token_rejected" in rejected)
        val invalid = problemOf { flow.beginPermissionRequest(begin.copy(subject = "")) }
        check("a field that is not valid is a problem", "validation_failed" in invalid)
        check("that problem names the field", "\"subject\"" in invalid)
    }
}
