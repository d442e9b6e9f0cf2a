#!/usr/bin/env bash
# A private PostgreSQL server for the tests and benches: Debian's package, on a free port, with its data in a folder.
# The role 'sweep' may create databases; its password is in DIR/password.
set -euo pipefail
# shellcheck source=build/free-port.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/free-port.sh"

usage() {
    cat >&2 <<'END'
usage: postgres.sh COMMAND DIR [ADDRESS] [SETTING=VALUE...]
  serve DIR [ADDRESS] [SETTING=VALUE...]
                 start a server with its data in the folder DIR, print the URL of its database 'sweep', and stop it
                 when standard input ends
  start DIR [ADDRESS] [SETTING=VALUE...]
                 make a server and start it. It listens on ADDRESS, 127.0.0.1 by default
  stop DIR       stop it
  kill DIR       stop it as a crash does: it recovers when it starts again
  up DIR         start it again
  pool DIR       start PgBouncer in transaction mode before the server, with 4 connections to it, print the URL, and
                 stop it when standard input ends
With ssl=on the server has a certificate for 'localhost' that it signed itself: DIR/root.crt.
The server does not sync its files, so it survives a crash of its own, but not of the machine: fsync=on changes that.
END
    exit 2
}

(($# >= 2)) || usage
command="$1" dir="$(realpath -m "$2")"
shift 2

main() {
    bin="$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)"
    [[ -n "$bin" ]] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 2; }
    case "$command" in
        serve) serve "$@" ;;
        start) start "$@" ;;
        stop) as_user "$bin/pg_ctl" -D "$dir/data" -m fast -s stop ;;
        kill) as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop ;;
        up) up ;;
        pool) pool ;;
        *) usage ;;
    esac
}

# A test process that is killed closes the input, so that no server outlives it.
serve() {
    trap 'as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop' EXIT
    start "$@"
    cat >/dev/null
}

start() {
    local address="${1:-127.0.0.1}" port
    port="$(free_port "$address")"
    mkdir -p "$dir/data"
    if ((EUID == 0)); then
        # PostgreSQL refuses to run as root.
        chmod a+x "$dir"
        chown nobody "$dir/data"
    fi
    (umask 077; head -c 12 /dev/urandom | base64 | tr -d '+/=\n' >"$dir/password")
    as_user "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --locale=C -A trust --no-sync >/dev/null
    cat >>"$dir/data/postgresql.conf" <<END
listen_addresses = '$address'
port = $port
unix_socket_directories = '$dir/data'
fsync = off
full_page_writes = off
END
    printf '%s\n' "${@:2}" | sed 's/=/ = /' >>"$dir/data/postgresql.conf"
    [[ " $* " != *" ssl=on "* ]] || make_certificate
    # Whoever comes over the network needs a password, also from this machine.
    printf 'local all all trust\nhost all all all scram-sha-256\n' >"$dir/data/pg_hba.conf"
    up
    query "CREATE ROLE sweep LOGIN CREATEDB PASSWORD '$(<"$dir/password")'"
    query "CREATE DATABASE sweep OWNER sweep"
    echo "postgres://sweep@$address:$port/sweep" >"$dir/url"
    url
}

make_certificate() {
    as_user openssl req -new -x509 -days 30 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -out "$dir/data/server.crt" -keyout "$dir/data/server.key" 2>/dev/null
    as_user cat "$dir/data/server.crt" >"$dir/root.crt"
}

pool() {
    local server host port
    server="$(url | sed 's|.*@\(.*\)/.*|\1|')"
    host="${server%:*}"
    port="$(free_port "$host")"
    mkdir -p "$dir/pool"
    ((EUID != 0)) || chown nobody "$dir/pool"
    (umask 077; echo "\"sweep\" \"$(<"$dir/password")\"" | as_user tee "$dir/pool/users" >/dev/null)
    as_user tee "$dir/pool/pgbouncer.ini" >/dev/null <<END
[databases]
* = host=$host port=${server#*:}
[pgbouncer]
listen_addr = $host
listen_port = $port
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $dir/pool/users
pool_mode = transaction
default_pool_size = 4
max_client_conn = 1000
logfile = $dir/pool/log
pidfile = $dir/pool/pid
END
    as_user /usr/sbin/pgbouncer -q -d "$dir/pool/pgbouncer.ini"
    trap 'as_user kill "$(<"$dir/pool/pid")"' EXIT
    echo "postgres://sweep@$host:$port/sweep"
    cat >/dev/null
}

url() { cat "$dir/url"; }

up() { as_user "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -s -w start; }

query() { as_user "$bin/psql" -h "$dir/data" -p "$port" -U postgres -q -v ON_ERROR_STOP=1 -c "$1"; }

as_user() {
    if ((EUID == 0)); then
        (cd / && setpriv --reuid=nobody --regid=nogroup --clear-groups "$@")
    else
        "$@"
    fi
}

main "$@"
