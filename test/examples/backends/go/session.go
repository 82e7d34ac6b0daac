package main

import (
	"cmp"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"html/template"
	"log"
	"net/http"
	"strings"
	"sync"
)

//go:embed page.html
var html string

var (
	getUsers = template.FuncMap{"users": func() any { return users }}
	page     = template.Must(template.New("page").Funcs(getUsers).Parse(html))
	sessions sync.Map         // A *session by its ID.
	cookie   = "acme-" + port // All ports of a host share cookies.
)

type session struct {
	User    *user
	CSRF    string
	Notice  string
	Error   string          // The code of an error of the service, or what another error says.
	Pending *response       // A connection that the user has not confirmed yet.
	begun   map[string]bool // By the IDs of connections that this session has begun.
}

func signIn(w http.ResponseWriter, r *http.Request) {
	user := users[r.FormValue("user")]
	if user == nil {
		http.NotFound(w, r)
		return
	}
	id := random()
	sessions.Store(id, &session{User: user, CSRF: random(), begun: map[string]bool{}})
	// On https, add Secure: true.
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/settings", http.StatusSeeOther)
}

// signedIn handles requests of signed-in users. Only the session says who is signed in, never a URL.
func signedIn(handle func(*http.Request, *session) (string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		var s *session
		if sent, err := r.Cookie(cookie); err == nil {
			found, _ := sessions.Load(sent.Value)
			s, _ = found.(*session)
		}
		purpose := cmp.Or(r.Header.Get("Sec-Purpose"), r.Header.Get("Purpose"))
		switch {
		case s == nil:
			w.WriteHeader(http.StatusUnauthorized)
			page.Execute(w, nil)
		// Coming back uses up what the URL carries, so a browser must not do it in advance.
		case r.Method == "HEAD" || strings.Contains(purpose, "prefetch"):
			w.WriteHeader(http.StatusNoContent)
		// An Enterprise Connect account is given access at once, and the service cannot see the browser.
		case r.Method == "POST" && subtle.ConstantTimeCompare([]byte(r.PostFormValue("csrf")), []byte(s.CSRF)) == 0:
			http.Error(w, "This form is not from our page", http.StatusForbidden)
		default:
			// One request of a user waits for another, so that a code is exchanged once, and a token refreshed once.
			s.User.Lock()
			defer s.User.Unlock()
			url, err := handle(r, s)
			if err != nil {
				log.Print(err)
				s.Notice, s.Error, url = "", err.Error(), "/settings"
			}
			if url != "" {
				http.Redirect(w, r, url, http.StatusSeeOther)
				return
			}
			page.Execute(w, s)
			s.Notice, s.Error = "", ""
		}
	}
}

func random() string {
	bytes := make([]byte, 32)
	rand.Read(bytes)
	return base64.RawURLEncoding.EncodeToString(bytes)
}
