package main

import "os"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: path-traversal
	os.ReadFile("/var/task/pages/" + event.QueryStringParameters["page"])
	// ruleid: path-traversal
	os.Remove(filepath.Join("/tmp", event.Body))
	// ruleid: path-traversal
	os.Open(event.PathParameters["file"])
	// ruleid: path-traversal
	os.WriteFile(fmt.Sprintf("/tmp/%s", event.Body), data, 0o600)
	// ok: path-traversal
	os.ReadFile("/var/task/pages/" + filepath.Base(event.QueryStringParameters["page"]))
	// ok: path-traversal
	os.WriteFile("/tmp/out", []byte(event.Body), 0o600)
	// ok: path-traversal
	os.ReadFile("/var/task/pages/index.html")
	// ok: path-traversal
	log.Println("file " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
