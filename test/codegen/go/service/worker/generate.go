// Package worker is the client that oapi-codegen makes of the worker's openapi.yaml: run `go generate ./...` once.
package worker

//go:generate go tool oapi-codegen -generate types,client -package worker -o worker.gen.go ../../../../../edge/worker/openapi.yaml
