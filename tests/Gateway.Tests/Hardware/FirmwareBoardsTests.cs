using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hardware.Model;
using SmartCity.Node.Config;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;
using PinUse = SmartCity.Gateway.Hardware.Model.PinUse;

namespace SmartCity.Gateway.Tests.Hardware;

[TestClass]
public class FirmwareBoardsTests
{
    [TestMethod]
    public void The_firmware_knows_every_pin_of_every_node_board_as_the_board_has_it()
    {
        foreach (Board board in NodeBoards())
        {
            int index = Boards.Find(board.Name);
            Assert.AreEqual(board.Name, Boards.Names[index]);
            foreach (Pin pin in board.Pins)
            {
                Assert.AreEqual(pin.Gpio, Boards.Gpio(index, pin.Net), pin.Net);
                Assert.AreEqual(pin.Net, Boards.Net(index, pin.Gpio));
                Assert.IsTrue(Boards.IsUsedFor(index, pin.Gpio, (SmartCity.Node.Config.PinUse)pin.Use), pin.Net);
                Assert.AreEqual(pin.Safe == Level.High, Boards.IsSafeHigh(index, pin.Gpio));
                Assert.AreEqual(board.Rails.Any(rail => rail.SwitchedBy == pin.Net), Boards.SwitchesRail(index, pin.Gpio), pin.Net);
            }

            int[] unwired = [.. Enumerable.Range(0, 49).Except(board.Pins.Select(p => p.Gpio))];
            foreach (int gpio in unwired) Assert.IsNull(Boards.Net(index, gpio));
        }

        Assert.AreEqual(NodeBoards().Count(), Boards.Names.Length);
        Assert.AreEqual(-1, Boards.Find("gateway-cabinet"));
        Assert.AreEqual(-1, Boards.Gpio(0, "NOTHING"));
    }

    [TestMethod]
    public void Uses_have_the_same_numbers_on_both_sides()
    {
        CollectionAssert.AreEqual(Enum.GetNames<PinUse>(), Enum.GetNames<SmartCity.Node.Config.PinUse>());
    }

    [TestMethod]
    public void The_firmware_knows_every_bus_as_the_board_has_it()
    {
        foreach (Board board in NodeBoards())
        {
            int index = Boards.Find(board.Name);
            foreach (Bus bus in board.Buses.Where(b => b.Number is not null))
            {
                int Gpio(PinUse use) => board.Pins.FirstOrDefault(p => p.Bus == bus.Name && p.Use == use)?.Gpio ?? -1;
                if (bus.Kind == BusKind.I2c)
                {
                    Assert.IsTrue(Boards.I2c(index, bus.Number!.Value, out int sda, out int scl, out int hz));
                    Assert.AreEqual((Gpio(PinUse.I2cSda), Gpio(PinUse.I2cScl), bus.Hz), (sda, scl, hz));
                }
                else
                {
                    Assert.IsTrue(Boards.Uart(index, bus.Number!.Value, out int rx, out int tx, out int de, out int baud));
                    Assert.AreEqual((Gpio(PinUse.UartRx), Gpio(PinUse.UartTx), Gpio(PinUse.UartDe), bus.Hz), (rx, tx, de, baud));
                }
            }

            Assert.IsFalse(Boards.I2c(index, 7, out _, out _, out _));
            Assert.IsFalse(Boards.Uart(index, 7, out _, out _, out _, out _));
        }
    }

    /// <summary>A device that does not know its board yet kicks the watchdog where every board has it.</summary>
    [TestMethod]
    public void The_watchdog_is_kicked_on_the_same_pin_of_every_board()
    {
        var image = Regex.Match(RepositoryFiles.Read("firmware/Node.Esp32/Esp32Platform.cs"), @"const int UsualWatchdogGpio = (\d+);");
        var usual = int.Parse(image.Groups[1].Value, CultureInfo.InvariantCulture);
        for (int board = 0; board < Boards.Names.Length; board++) Assert.AreEqual(usual, Boards.Gpio(board, "WDT_KICK"), Boards.Names[board]);
    }

    [TestMethod]
    public void The_node_takes_the_template_of_its_board()
    {
        foreach (Board board in NodeBoards())
        {
            string template = RepositoryFiles.Read($"hardware/boards/{board.Name}/node.template.json");
            var errors = new ConfigErrors();
            NodeConfig config = NodeConfig.Read(Parse(template), errors);
            Assert.AreEqual("", errors.Summary, board.Name);
            Assert.AreEqual(board.Name, config.Board);
            Assert.HasCount(board.Node!.Sensors.Count, config.Sensors);
            Assert.HasCount(board.Node.Channels.Count, config.Channels);
            Assert.HasCount(board.Node.Outputs.Count, config.Outputs);
        }
    }

    [TestMethod]
    public void Every_sensor_and_output_of_a_template_finds_its_pins_on_the_firmwares_board()
    {
        foreach (Board board in NodeBoards())
        {
            var platform = new BoardPlatform(Boards.Find(board.Name));
            NodeConfig config = NodeConfig.Read(Parse(RepositoryFiles.Read($"hardware/boards/{board.Name}/node.template.json")), new ConfigErrors());
            var quantities = new List<string[]>();
            foreach (SensorConfig row in config.Sensors)
            {
                ISensor? sensor = SensorFactory.Create(row.Options, platform, out string reason);
                Assert.IsNotNull(sensor, $"{board.Name} {row.Id}: {reason}");
                quantities.Add(sensor.Quantities);
            }

            foreach (ChannelConfig channel in config.Channels)
                Assert.Contains(channel.Quantity, quantities[channel.Sensor], $"{board.Name} {channel.Name}");
            foreach (OutputConfig output in config.Outputs) Assert.IsNotNull(platform.Output(output.Gpio, false), output.Name);
        }
    }

    private static Hashtable Parse(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Hashtable? root = JsonReader.ReadObject(bytes, bytes.Length, out string error);
        Assert.IsNull(error);
        return root!;
    }

    private static IEnumerable<Board> NodeBoards() =>
        BoardChange.Folder.BoardNames().Select(BoardChange.Folder.Board).Where(b => b.Node is not null);
}
