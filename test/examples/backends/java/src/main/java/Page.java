import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The pages, and their texts. */
final class Page {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Acme Scheduling</title>
            <style>
            body {
              font:
                16px / 1.5 system-ui,
                sans-serif;
              max-width: 42rem;
              margin: 2rem auto;
              padding: 0 1rem;
              color: #1b2330;
            }
            section {
              border: 1px solid #d5dae2;
              border-radius: 10px;
              padding: 1rem;
              margin: 1rem 0;
            }
            section h2 {
              margin: 0;
              font-size: 1.1rem;
              overflow-wrap: anywhere;
            }
            form {
              display: inline-block;
              margin: 0.5rem 0.5rem 0 0;
            }
            [role="status"]:not(:empty) {
              background: #e2f4ea;
              padding: 0.5rem 1rem;
              border-radius: 10px;
            }
            button {
              font: inherit;
              padding: 0.5rem 1rem;
              border-radius: 10px;
              border: 1px solid #1750c4;
              background: #1750c4;
              color: #fff;
            }
            form + form button {
              background: none;
              border-color: #566173;
              color: inherit;
            }
            </style>
            """;

    static String renderSettings(Session session, Map<String, Service.Permissions> permissions) {
        var connections = session.user.connections().values();
        var outcomes = new ArrayList<>(session.user.outcomes().values());
        Collections.reverse(outcomes);
        return HEAD + """
                <h1>Settings of %s</h1>
                <p role="status">%s</p>
                %s
                %s
                %s
                <h2>Results</h2>
                <ol>%s</ol>
                %s
                """.formatted(
                        session.user.name(),
                        session.notice,
                        session.pending == null ? "" : renderPending(session),
                        connections.stream()
                                .map(one -> renderConnection(one, permissions.get(one.connectionId()), session))
                                .collect(joining()),
                        renderButton(
                                session,
                                "/connect",
                                connections.isEmpty() ? "Connect a calendar" : "Connect another calendar",
                                "",
                                ""),
                        outcomes.stream().map(one -> "<li>" + describe(one) + "</li>").collect(joining()),
                        renderUsers(session.user));
    }

    static String renderSignIn() {
        return HEAD + "<h1>Sign in to Acme Scheduling</h1>" + renderUsers(null);
    }

    private static String renderPending(Session session) {
        return """
                <section><p>You connected <strong>%s</strong>. Is this your account?</p>
                %s %s</section>
                """.formatted(
                        nameOf(session.pending, "an account without a name"),
                        renderButton(session, "/confirm", "Yes, keep it", "answer", "yes"),
                        renderButton(session, "/confirm", "No, remove it", "answer", "no"));
    }

    private static String renderConnection(
            Service.Connection connection, Service.Permissions permissions, Session session) {
        var calendars = permissions == null ? List.<Service.Calendar>of() : permissions.calendars();
        var id = connection.connectionId();
        return """
                <section><h2>%s</h2>
                <ul>%s</ul>
                %s %s</section>
                """.formatted(
                        nameOf(connection, "Account without a name"),
                        calendars.stream().map(Page::renderCalendar).collect(joining()),
                        renderButton(session, "/allow", "Choose calendars", "connection", id),
                        renderButton(session, "/disconnect", "Disconnect", "connection", id));
    }

    private static String renderCalendar(Service.Calendar calendar) {
        var name = calendar.calendarName() == null ? "" : calendar.calendarName();
        return "<li>" + escape(name) + ": " + (calendar.granted() ? "full access" : "limited access") + "</li>";
    }

    private static String renderButton(Session session, String action, String label, String field, String value) {
        return """
                <form method="post" action="%s"><input type="hidden" name="csrf" value="%s">
                <input type="hidden" name="%s" value="%s"><button type="submit">%s</button></form>
                """.formatted(action, session.csrf, field, value, label);
    }

    private static String renderUsers(User current) {
        return User.ALL.values().stream()
                .filter(user -> user != current)
                .map(user -> "<a href=\"/sign-in?user=%s\">Sign in as %s</a> ".formatted(user.id(), user.name()))
                .collect(joining("", "<p>", "</p>"));
    }

    static String describe(ServiceError error) {
        return switch (error.code) {
            case "account_mismatch" -> "Refused: another user began this. Start again";
            case "expired_sealed_request" -> "Expired: start again. What was granted stays granted";
            case "expired_connection" -> "Expired: connect again";
            case "access_denied" -> "Not connected: you did not allow it";
            case "canceled" -> "Canceled: nothing was requested";
            case "invalid_grant" -> "Disconnected: connect your calendar again";
            default -> "That did not work. Try again";
        };
    }

    private static String describe(Service.Outcome outcome) {
        return switch (outcome.status()) {
            case "granted" -> "Granted: full access to all requested calendars";
            case "partial" -> "Partly granted: full access to some of the requested calendars";
            case "rejected" -> "Rejected: full access was not granted";
            case "unconfirmed" -> "Unconfirmed: Cronofy does not show full access";
            default -> escape(outcome.status());
        };
    }

    private static String nameOf(Service.Connection connection, String placeholder) {
        var name = connection.account().profileName();
        return name == null ? placeholder : escape(name);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private Page() {}
}
