package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/go-git/go-git/v5"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: go-git-clone
	git.PlainClone("/tmp/a", false, &git.CloneOptions{URL: event.Body})
	// ruleid: go-git-clone
	git.Clone(store, tree, &git.CloneOptions{URL: event.Body})
	// ok: go-git-clone
	git.PlainClone("/tmp/a", false, &git.CloneOptions{URL: "https://a.example"})
	// ok: go-git-clone
	other.PlainClone("/tmp/a", false, event.Body)
}
