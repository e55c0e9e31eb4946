package app

import "github.com/gofrs/uuid"

func make() {
	// ok: go.uuid-v4
	uuid.NewV4()
}
