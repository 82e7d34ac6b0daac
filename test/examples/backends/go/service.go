package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"time"
)

// What the service answers, as far as it is used here.
type outcome struct {
	Status    string `json:"status"`
	RequestID string `json:"request_id"`
	Subject   string `json:"subject"`
}

type begun struct {
	Status   string `json:"status"`
	Redirect struct {
		URL string `json:"url"`
	} `json:"redirect"`
	Outcome outcome `json:"outcome"`
}

type permissions struct {
	Calendars []struct {
		Name    string `json:"calendar_name"`
		Granted bool   `json:"granted"`
	} `json:"calendars"`
}

// problem is its answer where it does not do what it was asked. The worker's log has more under the instance.
type problem struct {
	Code     string `json:"code"`
	Instance string `json:"instance"`
}

func (p problem) Error() string { return p.Code + " " + p.Instance }

var client = http.Client{Timeout: 30 * time.Second}

// call posts to the service, and reads its answer into result.
func call(path string, body any, result any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest("POST", os.Getenv("SERVICE_URL")+path, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusOK {
		return json.NewDecoder(answer.Body).Decode(result)
	}
	var refusal problem
	if err := json.NewDecoder(answer.Body).Decode(&refusal); err != nil {
		return err
	}
	return refusal
}
