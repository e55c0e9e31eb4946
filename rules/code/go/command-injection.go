package main

import "os/exec"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: command-injection
	exec.Command("sh", "-c", "ping -c 1 "+event.Body).Run()
	// ruleid: command-injection
	exec.Command(event.QueryStringParameters["program"]).Run()
	// ruleid: command-injection
	exec.CommandContext(ctx, "bash", "-c", fmt.Sprintf("ls %s", event.Body)).Run()
	// ruleid: command-injection
	syscall.Exec(event.Body, nil, nil)
	// ok: command-injection
	exec.Command("ping", "-c", "1", event.Body).Run()
	// ok: command-injection
	exec.Command("sh", "-c", "ls /tmp").Run()
	// ok: command-injection
	exec.CommandContext(ctx, "convert", event.Body, "/tmp/out.png").Run()
	// ok: command-injection
	log.Println("ping " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
