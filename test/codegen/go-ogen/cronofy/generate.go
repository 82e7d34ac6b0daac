// Package cronofy is the client that ogen writes for openapi.yaml: run `go generate ./...` once.
package cronofy

//go:generate go tool ogen -config ../ogen.yml -target . -package cronofy ../../../../openapi.yaml
