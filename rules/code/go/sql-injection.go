package main

import "database/sql"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: sql-injection
	db.Query("SELECT * FROM orders WHERE id = '" + event.Body + "'")
	// ruleid: sql-injection
	db.Exec(fmt.Sprintf("DELETE FROM orders WHERE id = '%s'", event.Body))
	// ruleid: sql-injection
	query := "SELECT * FROM orders WHERE id = '" + event.Body + "'"
	// ruleid: sql-injection
	db.QueryRowContext(ctx, "SELECT * FROM orders WHERE id = "+event.PathParameters["id"])
	// ok: sql-injection
	db.Query("SELECT * FROM orders WHERE id = ?", event.Body)
	// ok: sql-injection
	db.QueryContext(ctx, "SELECT * FROM orders WHERE id = $1", event.Body)
	// ok: sql-injection
	db.Exec("DELETE FROM orders")
	// ok: sql-injection
	log.Println("DELETE FROM orders WHERE id = " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
