// Package cronofy is the client that ogen writes for openapi.yaml: run `go generate ./...` once.
package cronofy

//go:generate go tool ogen -loglevel error -config ../ogen.yml -target . -package cronofy ../../../../openapi.yaml
