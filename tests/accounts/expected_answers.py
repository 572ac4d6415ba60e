"""Who is answered what at every address, for Chad's records: one table, which the tests read.

    200 403 404 405    the status
    in                 sent to sign in
    home               sent to the dashboard, which says that there is no such record
    ->                 sent elsewhere

Below the answers, the addresses that give them: "article: change history" are admin:articles_article_change and
admin:articles_article_history; "record" is the address of a record without a page's name.
"""

METHODS = ("GET", "POST")

OF_ACCOUNTS_AND_READERS = """
     nobody, somebody without a role, any of the staff
GET  200 200 200
POST 200 200 200
    account_reset_password account_reset_password_from_key
    article-list contact-list facet docs healthz home mission mission-list suggest
GET  200 200 200
POST 405 405 405
    account_inactive account_reset_password_done account_reset_password_from_key_done account_signed_in
    api-articles api-contact api-contacts api-mission api-missions api-programmes api-root api-schema
    programme-list
GET  200 home home
POST 200 home home
    account_login account_signup
GET  in home home
POST in home home
    mfa_authenticate
GET  404 404 404
POST 404 404 404
    article programme
GET  404 404 404
POST 405 405 405
    api-article api-dump api-programme
GET  -> -> ->
POST 405 405 405
    api-docs
GET  -> -> ->
POST -> -> ->
    set_language
GET  in -> 200
POST in -> 200
    account_set_password mfa_activate_totp mfa_add_webauthn mfa_generate_recovery_codes
GET  in -> 403
POST in -> 403
    mfa_reauthenticate mfa_reauthenticate_webauthn
GET  in -> 404
POST in -> 404
    mfa_edit_webauthn mfa_remove_webauthn
GET  in 200 ->
POST in 200 ->
    account_change_password
GET  in 200 403
POST in 200 403
    account_reauthenticate
GET  in 200 200
POST in -> ->
    usersessions_list
GET  in 200 200
POST in 405 405
    mfa_index mfa_list_webauthn
GET  in 404 404
POST in 404 404
    mfa_deactivate_totp mfa_download_recovery_codes
GET  in 404 404
POST in 405 405
    mfa_view_recovery_codes
"""

OF_STAFF = """
     of Chad: contributor, editor, publisher, administrator | of Niger: the same
GET  200 200 200 200 | 200 200 200 200
POST 200 200 200 200 | 200 200 200 200
    app_list index
    article: add changelist export import import_headings review_queue start
    articleversion importbatch menuline nearduplicate sourcecontent sourcedocument: changelist
    country region: changelist history usage
    mission organisation presscontact programme theme: changelist export history merge usage
GET  200 200 200 200 | 200 200 200 200
POST 405 405 405 405 | 405 405 405 405
    autocomplete jsi18n password_change_done
GET  200 200 200 200 | 200 200 200 200
POST 403 403 403 403 | 403 403 403 403
    country region: change
    organisation programme theme: change revision
GET  200 200 200 200 | 200 200 200 200
POST 403 200 200 200 | 403 403 403 403
    presscontact: change
GET  200 200 200 200 | 200 200 200 200
POST 403 ->  ->  ->  | 403 403 403 403
    presscontact: revision
GET  200 200 200 200 | 200 200 200 200
POST 403 403 200 200 | 403 403 403 403
    mission: change
GET  200 200 200 200 | 200 200 200 200
POST 403 403 ->  ->  | 403 403 403 403
    mission: revision
GET  200 200 200 200 | 404 404 404 404
POST 200 200 200 200 | 404 404 404 404
    media
    article: compare source source_text version versions word
    importbatch: changes pages progress report
GET  200 200 200 200 | 404 404 404 404
POST ->  ->  ->  ->  | 404 404 404 404
    article: decide restore review
GET  200 200 200 200 | home home home home
POST 200 200 200 200 | home home home home
    article: change history
    articleversion importbatch nearduplicate sourcecontent sourcedocument: history
GET  200 200 200 200 | home home home home
POST 403 403 403 403 | 403 403 403 403
    articleversion importbatch nearduplicate sourcecontent sourcedocument: change
GET  403 200 200 200 | 403 200 200 200
POST 403 200 200 200 | 403 200 200 200
    organisation presscontact programme: add import import_headings
GET  403 200 200 200 | 403 403 403 403
POST 403 200 200 200 | 403 403 403 403
    presscontact: delete merge_with
GET  403 200 200 200 | 403 home home home
POST 403 200 200 200 | 403 home home home
    article: delete
GET  403 403 200 200 | 403 403 200 200
POST 403 403 200 200 | 403 403 200 200
    mission: import import_headings
GET  403 403 200 200 | 403 403 200 200
POST 403 403 404 404 | 403 403 404 404
    mission: shared_numbers
GET  403 403 200 200 | 403 403 404 404
POST 403 403 200 200 | 403 403 404 404
    article: publish withdraw
GET  403 403 403 200 | 403 403 403 200
POST 403 403 403 200 | 403 403 403 200
    membership user: add changelist
GET  403 403 403 200 | 403 403 403 403
POST 403 403 403 200 | 403 403 403 403
    mission: delete
GET  403 403 403 200 | 403 403 403 home
POST 403 403 403 200 | 403 403 403 home
    membership: change delete
    user: change
GET  home home home 200 | home home home home
POST home home home 200 | home home home home
    membership user: history
GET  home home home home | home home home home
POST home home home home | home home home home
    menuline namedecision: history
GET  home home home home | home home home home
POST 403 403 home home | 403 403 home home
    menuline: change
GET  403 403 403 403 | 403 403 403 403
POST 403 403 403 403 | 403 403 403 403
    articleversion country importbatch menuline nearduplicate region sourcecontent sourcedocument: add delete
    importbatch: import undo
    namedecision: add apply change changelist delete desk name
    nearduplicate: find
    mission: add merge_with
    organisation programme: delete merge_with
    theme: add delete import import_headings merge_with
    user: delete
GET  ->  ->  ->  ->  | ->  ->  ->  ->
POST ->  ->  ->  ->  | ->  ->  ->  ->
    password_change
    article articleversion country importbatch membership menuline mission namedecision nearduplicate: record
    organisation presscontact programme region sourcecontent sourcedocument theme user: record
GET  405 405 405 405 | 405 405 405 405
POST ->  ->  ->  ->  | ->  ->  ->  ->
    article: import_decide
GET  405 405 405 405 | 405 405 405 405
POST 403 ->  ->  ->  | 404 404 404 404
    nearduplicate: decide
GET  405 405 405 405 | 405 405 405 405
POST 403 ->  ->  ->  | 403 ->  ->  ->
    organisation presscontact programme: import_decide
GET  405 405 405 405 | 405 405 405 405
POST 403 403 ->  ->  | 403 403 ->  ->
    mission: import_decide
GET  405 405 405 405 | 405 405 405 405
POST 403 403 403 403 | 403 403 403 403
    importbatch: cancel do go_on read_again
    theme: import_decide
GET  404 404 404 404 | 404 404 404 404
POST 404 404 404 404 | 404 404 404 404
    admin/(?P<url>.*)$
GET  in  in  in  in  | in  in  in  in
POST in  in  in  in  | in  in  in  in
    login
"""

OF_STATES = """
           to send the form  to delete         to open an earlier version for restoring
           of Chad: contributor, editor, publisher, administrator
draft      200 200 200 200 | 403 200 200 200 | 200 200 200 200
review     403 200 200 200 | 403 200 200 200 | ->  200 200 200
approved   403 200 200 200 | 403 200 200 200 | ->  200 200 200
withdrawn  403 200 200 200 | 403 200 200 200 | ->  200 200 200
scheduled  403 403 200 200 | 403 403 403 403 | ->  ->  200 200
embargoed  403 403 200 200 | 403 403 403 403 | ->  ->  200 200
"""


def read_states() -> dict[str, list[list[str]]]:
    """{state: for each of the three deeds the answer to each role}"""
    lines = OF_STATES.strip().splitlines()[2:]
    rows = {state: answers for state, _blank, answers in (line.partition(" ") for line in lines)}
    return {state: [answers.split() for answers in row.split("|")] for state, row in rows.items()}


def read(table: str) -> dict[str, dict[str, list[str]]]:
    """{address: {method: the answer to each person, in the order of the columns}}"""
    expected, answers = {}, {}
    for line in table.strip().splitlines()[1:]:
        method, *columns = line.replace("|", "").split()
        if method in METHODS:
            answers = answers | {method: columns}
        else:
            expected |= dict.fromkeys(_names(line), answers)
    return expected


def _names(line: str) -> list[str]:
    models, colon, pages = line.partition(":")
    return [f"{model}: {page}" for model in models.split() for page in pages.split()] if colon else line.split()
