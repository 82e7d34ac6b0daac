// A backend on net/http that asks its users for full access to their calendars, through the service.
//
// PORT, SERVICE_URL and API_KEY say where it listens and what it calls. USERS stands in for the application's database:
// {"ada": {"data_center": "de", "access_token": "…", "subject": "user-1"}}. Sessions and outcomes would be kept there too.
package main

import (
	"cmp"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"log"
	"net/http"
	"os"
	"slices"
)

//go:embed settings.html
var html string

var (
	page     = template.Must(template.New("settings").Parse(html))
	address  = "127.0.0.1:" + os.Getenv("PORT")
	users    map[string]user
	outcomes []outcome // newest first
)

var words = map[string]string{
	"granted":                "Granted: full access to all calendars asked for",
	"partial":                "Partly granted: full access to some of the calendars asked for",
	"rejected":               "Rejected: nothing was granted",
	"unconfirmed":            "Unconfirmed: nothing shows that access was granted",
	"account_mismatch":       "Refused: somebody else began this request. Ask again as yourself",
	"expired_sealed_request": "Expired: ask again. What was granted stays",
	// Here an application refreshes the token with the provider, keeps the new one, and calls the service once more.
	"account_token_rejected": "Disconnected: connect your calendars again",
}

func allow(w http.ResponseWriter, r *http.Request, s *session) {
	// Before the call: an account of Enterprise Connect is given access at once, and the service cannot see the browser.
	if subtle.ConstantTimeCompare([]byte(r.PostFormValue("csrf")), []byte(s.CSRF)) == 0 {
		http.Error(w, "This form is not from our page", http.StatusForbidden)
		return
	}
	// docs:begin beginPermissionRequest
	var result begun
	err := call("/permission-requests", map[string]any{
		"data_center":   s.user["data_center"],
		"access_token":  s.user["access_token"],
		"subject":       s.user["subject"],
		"all_calendars": true,
		"return_to":     "http://" + address + "/settings",
	}, &result)
	if err == nil && result.Status == "redirect" {
		http.Redirect(w, r, result.Redirect.URL, http.StatusSeeOther)
		return
	}
	// docs:end
	record(w, r, s, result.Outcome, err)
}

// comeBack is where the user comes back to, or whoever typed the address: it proves nothing, so the service looks at what
// was granted.
func comeBack(w http.ResponseWriter, r *http.Request, s *session) {
	// docs:begin completePermissionRequest
	body := map[string]string{
		"sealed_request": r.FormValue("sealed_request"),
		"data_center":    s.user["data_center"],
		"access_token":   s.user["access_token"],
		"subject":        s.user["subject"],
	}
	if reason := r.FormValue("permission_error"); reason != "" {
		body["permission_error"] = reason
	}
	var result outcome
	err := call("/permission-requests/complete", body, &result)
	// docs:end
	record(w, r, s, result, err)
}

// record keeps an outcome by its request, so that a page that is loaded twice counts once.
func record(w http.ResponseWriter, r *http.Request, s *session, result outcome, err error) {
	lock.Lock()
	defer lock.Unlock()
	if err == nil {
		outcomes = slices.DeleteFunc(outcomes, func(old outcome) bool { return old.RequestID == result.RequestID })
		outcomes = slices.Insert(outcomes, 0, result)
	}
	s.notice = describe(err)
	http.Redirect(w, r, "/settings", http.StatusSeeOther)
}

func describe(err error) string {
	if err == nil {
		return ""
	}
	log.Println("The service answered", err)
	var refusal problem
	if errors.As(err, &refusal) && words[refusal.Code] != "" {
		return words[refusal.Code]
	}
	return "That did not work: try again"
}

func settings(w http.ResponseWriter, r *http.Request, s *session) {
	if r.FormValue("sealed_request") != "" {
		comeBack(w, r, s)
		return
	}
	// docs:begin readPermissions
	var read permissions
	err := call("/permissions/read", map[string]string{
		"data_center":  s.user["data_center"],
		"access_token": s.user["access_token"],
	}, &read)
	// docs:end
	var own []string
	lock.Lock()
	notice := cmp.Or(s.notice, describe(err))
	s.notice = ""
	for _, one := range outcomes {
		if one.Subject == s.user["subject"] {
			own = append(own, words[one.Status])
		}
	}
	lock.Unlock()
	w.Header().Set("Cache-Control", "no-store")
	page.Execute(w, map[string]any{"Session": s, "Notice": notice, "Calendars": read.Calendars, "Outcomes": own})
}

func main() {
	if err := json.Unmarshal([]byte(os.Getenv("USERS")), &users); err != nil {
		log.Fatal("Cannot read USERS: ", err)
	}
	http.HandleFunc("GET /sign-in", signIn)
	http.HandleFunc("GET /settings", signedIn(settings))
	http.HandleFunc("POST /allow", signedIn(allow))
	log.Fatal(http.ListenAndServe(address, nil))
}
