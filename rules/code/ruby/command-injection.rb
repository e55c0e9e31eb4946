require 'open3'
require 'shellwords'

def convert(event:, context:)
  name = event['queryStringParameters']['name']
  # ruleid: command-injection
  system("convert #{name} /tmp/out.png")
  # ruleid: command-injection
  output = `file #{name}`
  # ruleid: command-injection
  IO.popen("file " + name).read
  # ruleid: command-injection
  out, status = Open3.capture2("unzip -l #{name}")
  # ruleid: command-injection
  system('sh', '-c', "ls #{name}")
  # ruleid: command-injection
  Process.spawn(event['body'])
  # ok: command-injection
  system('convert', name, '/tmp/out.png')
  # ok: command-injection
  list = `ls /tmp`
  # ok: command-injection
  IO.popen(['file', name]).read
  # ok: command-injection
  Open3.capture2('unzip', '-l', name)
  # ok: command-injection
  system("convert #{Shellwords.escape(name)} /tmp/out.png")
  # ok: command-injection
  system("head -n #{event['lines'].to_i} /tmp/out.txt")
end

FunctionsFramework.http 'list' do |request|
  # ruleid: command-injection
  system("ls #{request.params['folder']}")
  # ok: command-injection
  system('ls', request.params['folder'])
end
