using System.Net.Sockets;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Operate.Service;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Operate.Service;

[TestClass]
public sealed class SystemdTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_notice_is_a_datagram_on_the_socket_that_the_environment_names(bool isAbstract)
    {
        using var directory = new TempDirectory();
        var path = Path.Combine(directory.Path, "notify");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        listener.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + path : path));
        using var systemd = From(("NOTIFY_SOCKET", isAbstract ? "@" + path : path));

        systemd.Notify("READY=1");
        systemd.Notify("STATUS=well");

        Assert.AreEqual("READY=1", Receive(listener));
        Assert.AreEqual("STATUS=well", Receive(listener));
    }

    [TestMethod]
    [DataRow("WATCHDOG_USEC=60000000", 60)]
    [DataRow("WATCHDOG_USEC=60000000 WATCHDOG_PID=7", 60)]
    [DataRow("WATCHDOG_USEC=60000000 WATCHDOG_PID=8", -1)]
    [DataRow("WATCHDOG_USEC=soon", -1)]
    [DataRow("WATCHDOG_USEC=0", -1)]
    [DataRow("", -1)]
    public void The_watchdog_is_wanted_of_this_process_alone(string environment, int seconds)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')).Select(pair => (pair[0], pair[1]));
        using var systemd = From([.. variables]);

        Assert.AreEqual(seconds < 0 ? null : TimeSpan.FromSeconds(seconds), systemd.Watchdog);
    }

    [TestMethod]
    [DataRow("/no/such/socket")]
    [DataRow("relative")]
    [DataRow("")]
    public void A_manager_that_is_not_there_is_told_nothing(string address)
    {
        using var systemd = From(("NOTIFY_SOCKET", address));

        systemd.Notify("READY=1");
    }

    private static Systemd From(params (string Name, string Value)[] variables) =>
        Systemd.FromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value, processId: 7);

    private static string Receive(Socket socket)
    {
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
