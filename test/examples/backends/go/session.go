package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"sync"
)

// user is whom USERS names: a data_center, an access_token and a subject.
type user map[string]string

type session struct {
	Name, CSRF string
	user       user
	notice     string
}

var (
	lock     sync.Mutex // for sessions, their notices, and outcomes
	sessions = map[string]*session{}
)

// signIn stands in for the application's own sign-in: it believes any name that it is given.
func signIn(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("user")
	if users[name] == nil {
		http.NotFound(w, r)
		return
	}
	id := random()
	lock.Lock()
	sessions[id] = &session{Name: name, CSRF: random(), user: users[name]}
	lock.Unlock()
	// On https also Secure: true.
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/settings", http.StatusSeeOther)
}

// signedIn finds out who is there: only our own session says so, and never an address.
func signedIn(next func(http.ResponseWriter, *http.Request, *session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if cookie, err := r.Cookie("session"); err == nil {
			lock.Lock()
			s := sessions[cookie.Value]
			lock.Unlock()
			if s != nil {
				next(w, r, s)
				return
			}
		}
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `Signed out: <a href="/sign-in?user=ada">sign in as ada</a>`)
	}
}

func random() string {
	bytes := make([]byte, 32)
	rand.Read(bytes)
	return base64.RawURLEncoding.EncodeToString(bytes)
}
