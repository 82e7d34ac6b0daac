package main

import (
	"cmp"
	"errors"
)

// withTokens calls with a connection, and once more with fresh tokens if Cronofy rejects its access token.
func (u *user) withTokens(id string, use func(*response) (*response, error)) (*response, error) {
	connection, err := u.findConnection(id)
	if err != nil {
		return &response{}, err
	}
	result, err := use(connection)
	if !errors.Is(err, serviceError("account_token_rejected")) {
		return result, err
	}
	if err := refresh(connection); err != nil {
		return result, err
	}
	return use(connection)
}

func refresh(connection *response) error {
	refreshToken := connection.Tokens.RefreshToken
	if refreshToken == "" {
		return serviceError("invalid_grant")
	}
	// docs:begin refreshConnection
	body := map[string]any{"data_center": connection.DataCenter, "refresh_token": refreshToken}
	refreshed, err := call("/connections/refresh", body)
	if err == nil {
		connection.Tokens = refreshed.Tokens
		connection.Tokens.RefreshToken = cmp.Or(refreshed.Tokens.RefreshToken, refreshToken) // Cronofy may keep it.
	}
	return err
	// docs:end
}

func revoke(connection *response) error {
	// docs:begin revokeConnection
	token := cmp.Or(connection.Tokens.RefreshToken, connection.Tokens.AccessToken)
	_, err := call("/connections/revoke", map[string]any{"data_center": connection.DataCenter, "token": token})
	return err
	// docs:end
}

func readPermissions(connection *response) (*response, error) {
	// docs:begin readPermissions
	body := map[string]any{"data_center": connection.DataCenter, "access_token": connection.Tokens.AccessToken}
	return call("/permissions/read", body)
	// docs:end
}
