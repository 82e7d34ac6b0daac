// Package worker is the client that ogen writes for the worker's openapi.yaml: run `go generate ./...` once.
package worker

//go:generate go tool ogen -loglevel error -config ../ogen.yml -target . -package worker ../../../../edge/worker/openapi.yaml
