package main

import (
	"slices"
	"sync"
)

// user has what an application would keep in its database. It is locked during a request of the user.
type user struct {
	sync.Mutex
	ID, Name    string
	Connections []*response // Each is that of completeConnection, with the newest tokens.
	Outcomes    []*response // Those of completePermissionRequest, newest first.
}

// users stands in for the application's own users and sign-in.
var users = map[string]*user{
	"ada": {ID: "ada", Name: "Ada Lovelace"},
	"ben": {ID: "ben", Name: "Ben Adams"},
	"di":  {ID: "di", Name: "Di Evans"},
}

// findConnection returns the connection that a form or a URL names, if it is the user's.
func (u *user) findConnection(id string) (*response, error) {
	for _, connection := range u.Connections {
		if connection.ConnectionID == id {
			return connection, nil
		}
	}
	return nil, serviceError("invalid_grant")
}

// saveConnection keeps a connection, in the place of an earlier one of the same account.
func (u *user) saveConnection(saved *response) {
	u.Connections = append(slices.DeleteFunc(u.Connections, func(old *response) bool {
		return old.DataCenter == saved.DataCenter && old.Account.Sub == saved.Account.Sub
	}), saved)
}

func (u *user) removeConnection(connection *response) {
	u.Connections = slices.DeleteFunc(u.Connections, func(own *response) bool { return own == connection })
}

// saveOutcome keeps an outcome, in the place of an earlier one of the same request. "unconfirmed" never replaces a decision.
func (u *user) saveOutcome(outcome *response) {
	isSame := func(old *response) bool { return old.RequestID == outcome.RequestID }
	if outcome.Status == "unconfirmed" && slices.ContainsFunc(u.Outcomes, isSame) {
		return
	}
	u.Outcomes = slices.DeleteFunc(u.Outcomes, isSame)
	u.Outcomes = slices.Insert(u.Outcomes, 0, outcome)
}
