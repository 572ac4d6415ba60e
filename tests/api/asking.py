"""Asks the API, in English unless told otherwise."""


def ask(client, path="articles/", language="en", status=200, **parameters):
    answer = client.get(f"/api/v1/{path}", parameters, headers={"accept-language": language})
    assert answer.status_code == status, answer.content
    return answer.json()


def titles(told) -> list[str]:
    return [result["title"] for result in told["results"]]
