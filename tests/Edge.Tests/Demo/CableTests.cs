using System.Net;
using System.Net.Sockets;
using SmartCity.Gateway.Demo.City;

namespace SmartCity.Edge.Tests.Demo;

[TestClass]
public sealed class CableTests
{
    [TestMethod]
    public async Task Bytes_pass_both_ways_until_the_cable_is_pulled_and_again_when_it_is_back()
    {
        using var city = new TcpListener(IPAddress.Loopback, 0);
        city.Start();
        await using var cable = new Cable(((IPEndPoint)city.LocalEndpoint).Port);

        using (var pair = await ConnectAsync(cable, city))
        {
            var (near, far) = pair;
            await EchoAsync(near, far);
            await EchoAsync(far, near);
            cable.Unplug();
            await AssertGoneAsync(near);
            await AssertGoneAsync(far);
        }

        using (var refused = new TcpClient())
        {
            await AssertGoneAsync(refused, () => refused.ConnectAsync(IPAddress.Loopback, cable.Port));
        }

        cable.Plug();
        using var again = await ConnectAsync(cable, city);
        await EchoAsync(again.Near, again.Far);
    }

    private static async Task<Pair> ConnectAsync(Cable cable, TcpListener city)
    {
        var near = new TcpClient();
        await near.ConnectAsync(IPAddress.Loopback, cable.Port);
        return new Pair(near, await city.AcceptTcpClientAsync());
    }

    private static async Task EchoAsync(TcpClient from, TcpClient to)
    {
        await from.GetStream().WriteAsync("hello"u8.ToArray());
        var buffer = new byte[5];
        await to.GetStream().ReadExactlyAsync(buffer);
        CollectionAssert.AreEqual("hello"u8.ToArray(), buffer);
    }

    private static async Task AssertGoneAsync(TcpClient end, Func<Task>? first = null)
    {
        try
        {
            if (first is not null) await first();
            Assert.AreEqual(0, await end.GetStream().ReadAsync(new byte[1]));
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: SocketException })
        {
            // A reset is what a pulled cable looks like.
        }
    }

    private sealed record Pair(TcpClient Near, TcpClient Far) : IDisposable
    {
        public void Dispose()
        {
            Near.Dispose();
            Far.Dispose();
        }
    }
}
