package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"
)

// response has what this backend uses of the service's responses. What is null or absent is empty.
type response struct {
	ConnectionID string `json:"connection_id"`
	DataCenter   string `json:"data_center"`
	Account      struct {
		Sub  string `json:"sub"`
		Name string `json:"profile_name"`
	} `json:"account"`
	Tokens struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
		ExpiresAt    string `json:"expires_at"`
	} `json:"tokens"`
	Calendars []struct {
		Name    string `json:"calendar_name"`
		Granted bool   `json:"granted"`
	} `json:"calendars"`
	Redirect struct {
		URL          string `json:"url"`
		ConnectionID string `json:"connection_id"`
	} `json:"redirect"`
	RequestID string `json:"request_id"`
	Status    any    `json:"status"` // Of an outcome. An error has a number here.
	Code      string `json:"code"`
	Instance  string `json:"instance"`
}

// serviceError is the code of an error.
type serviceError string

func (code serviceError) Error() string { return cmp.Or(string(code), "no code") }

var client = http.Client{Timeout: 30 * time.Second}

func call(path string, body map[string]any) (*response, error) {
	result := new(response)
	sent, err := json.Marshal(body)
	if err != nil {
		return result, err
	}
	url := cmp.Or(os.Getenv("SERVICE_URL"), "http://localhost:8787") + path
	request, err := http.NewRequest("POST", url, bytes.NewReader(sent))
	if err != nil {
		return result, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	received, err := client.Do(request)
	if err != nil {
		return result, err
	}
	defer received.Body.Close()
	err = json.NewDecoder(received.Body).Decode(result)
	if received.StatusCode != http.StatusOK {
		// The worker's log has the instance.
		log.Print("The service responded with ", result.Code, " ", result.Instance)
		return result, serviceError(result.Code)
	}
	return result, err
}
