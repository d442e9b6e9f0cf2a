using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>A proxy before a server that cuts the first connection which asks to commit.</summary>
internal sealed class CuttingProxy : IDisposable
{
    // In PostgreSQL's message of a query.
    private static readonly byte[] Commit = "COMMIT"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly (string Host, int Port) _server;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private int _cutsLeft;

    public CuttingProxy(string host, int port)
    {
        _server = (host, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>When a connection is cut.</summary>
    public enum Moment
    {
        /// <summary>The server never gets the request.</summary>
        BeforeTheServerGotIt,

        /// <summary>The client never gets the answer.</summary>
        AfterTheServerGotIt,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The connections that are open.</summary>
    public int Open => _clients.Count(client => client.Client is { Connected: true });

    /// <summary>The requests to commit that are cut off from now on.</summary>
    public int CutsLeft
    {
        get => Volatile.Read(ref _cutsLeft);
        set => Volatile.Write(ref _cutsLeft, value);
    }

    public Moment CutsAt { get; set; }

    /// <summary>Cuts every connection.</summary>
    public void Cut()
    {
        foreach (var client in _clients)
            client.Close();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        _clients.Add(client);
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                var (down, up) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(PassUpAsync(down, up), up.CopyToAsync(down, _end.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException
                or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone: so does the other.
            }
        }
    }

    // The client has no more than one message on its way, since it waits for each answer.
    private async Task PassUpAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[1 << 16];
        while (await client.ReadAsync(buffer, _end.Token) is > 0 and var length)
        {
            var isCut = CutsLeft > 0 && buffer.AsSpan(0, length).IndexOf(Commit) >= 0;
            if (isCut)
                CutsLeft--;
            if (isCut && CutsAt == Moment.BeforeTheServerGotIt)
                return;
            await server.WriteAsync(buffer.AsMemory(0, length), _end.Token);
            if (isCut)
                return;
        }
    }
}
