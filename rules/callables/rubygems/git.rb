require 'git'

def handler(event:, context:)
  # ruleid: git-run
  Git.clone(event['url'], 'a')
  # ruleid: git-run
  Git.ls_remote(event['url'])
  # ruleid: git-run
  Git.open('a').fetch(event['remote'])
  # ok: git-run
  Git.clone('https://a.example/x.git', 'a')
  # ok: git-run
  Other.clone(event['url'])
end
