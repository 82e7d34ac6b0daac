// Package cronofy is the client that oapi-codegen makes of openapi.yaml: run `go generate ./...` once.
package cronofy

//go:generate go tool oapi-codegen -generate types,client -package cronofy -o cronofy.gen.go ../../../../openapi.yaml
