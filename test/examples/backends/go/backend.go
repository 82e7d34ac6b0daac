// A backend on net/http. It connects its users to Cronofy, lets them choose calendars, and shows what was granted,
// through the service.
package main

import (
	"cmp"
	"log"
	"net/http"
	"os"
)

var (
	port    = cmp.Or(os.Getenv("PORT"), "3000")
	baseURL = "http://127.0.0.1:" + port
)

// Each of these handles a request of a signed-in user, and returns the URL to which the browser goes next.

func connect(_ *http.Request, s *session) (string, error) {
	// docs:begin beginConnection
	body := map[string]any{"subject": s.User.ID, "return_to": baseURL + "/connected"}
	begun, err := call("/connections", body)
	if err == nil {
		s.begun[begun.Redirect.ConnectionID] = true
	}
	return begun.Redirect.URL, err
	// docs:end
}

func connected(r *http.Request, s *session) (string, error) {
	id, code := r.FormValue("connection_id"), r.FormValue("connection_error")
	if !s.begun[id] {
		return "/settings", nil
	}
	// The ID is removed before the call, so a connection is completed once, even if the page is loaded twice.
	delete(s.begun, id)
	if code != "" {
		return "", serviceError(code)
	}
	// docs:begin completeConnection
	body := map[string]any{"sealed_connection": r.FormValue("sealed_connection"), "subject": s.User.ID}
	connection, err := call("/connections/complete", body)
	// docs:end
	if err == nil {
		// Someone may have lured the user here with another account, so the user has to confirm it.
		s.Pending = connection
	}
	return "/settings", err
}

func confirm(r *http.Request, s *session) (string, error) {
	pending := s.Pending
	s.Pending = nil
	if pending == nil {
		return "/settings", nil
	}
	if r.FormValue("answer") == "yes" {
		s.Notice = "Connected"
		s.User.saveConnection(pending)
		return "/settings", nil
	}
	s.Notice = "Removed"
	return "/settings", revoke(pending)
}

func allow(r *http.Request, s *session) (string, error) {
	id := r.FormValue("connection")
	begun, err := s.User.withTokens(id, func(connection *response) (*response, error) {
		// docs:begin beginPermissionRequest
		return call("/permission-requests", map[string]any{
			"data_center": connection.DataCenter, "subject": s.User.ID,
			"access_token": connection.Tokens.AccessToken, "access_token_expires_at": connection.Tokens.ExpiresAt,
			"choose_calendars": true, "return_to": baseURL + "/returned?connection=" + id,
		})
		// docs:end
	})
	return begun.Redirect.URL, err
}

func returned(r *http.Request, s *session) (string, error) {
	permissionError := r.FormValue("permission_error")
	if !r.Form.Has("sealed_request") {
		return "", serviceError(permissionError)
	}
	// The URL proves nothing. The service reads what was granted.
	outcome, err := s.User.withTokens(r.FormValue("connection"), func(connection *response) (*response, error) {
		// docs:begin completePermissionRequest
		body := map[string]any{
			"data_center": connection.DataCenter, "access_token": connection.Tokens.AccessToken,
			"subject": s.User.ID, "sealed_request": r.FormValue("sealed_request"),
		}
		if permissionError != "" {
			body["permission_error"] = permissionError
		}
		return call("/permission-requests/complete", body)
		// docs:end
	})
	if err == nil {
		s.User.saveOutcome(outcome)
	}
	return "/settings", err
}

func disconnect(r *http.Request, s *session) (string, error) {
	connection, err := s.User.findConnection(r.FormValue("connection"))
	if err == nil {
		err = revoke(connection)
	}
	if err == nil {
		s.User.removeConnection(connection)
		s.Notice = "Disconnected"
	}
	return "/settings", err
}

func settings(_ *http.Request, s *session) (string, error) {
	for _, connection := range s.User.Connections {
		read, err := s.User.withTokens(connection.ConnectionID, readPermissions)
		connection.Calendars = read.Calendars
		if err != nil {
			s.Error = cmp.Or(s.Error, err.Error())
		}
	}
	return "", nil
}

func main() {
	http.HandleFunc("GET /sign-in", signIn)
	http.HandleFunc("GET /settings", signedIn(settings))
	http.HandleFunc("POST /connect", signedIn(connect))
	http.HandleFunc("GET /connected", signedIn(connected))
	http.HandleFunc("POST /confirm", signedIn(confirm))
	http.HandleFunc("POST /allow", signedIn(allow))
	http.HandleFunc("GET /returned", signedIn(returned))
	http.HandleFunc("POST /disconnect", signedIn(disconnect))
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
