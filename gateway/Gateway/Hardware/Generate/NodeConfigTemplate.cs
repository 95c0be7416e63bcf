using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate;

/// <summary>
/// Writes <c>node.template.json</c>: a node configuration with every sensor of the board. Pins, addresses, burdens and
/// dividers come from the board; what says <c>change-me</c> is the technician's.
/// </summary>
public static class NodeConfigTemplate
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(BoardContext c)
    {
        NodeTemplate node = c.Board.Node ?? throw new InvalidOperationException($"{c.Board.Name} has no node");
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("site", "change-me");
            json.WriteString("node", "change-me");
            json.WriteString("board", c.Board.Name);
            json.WriteString("profile", node.Profile);
            json.WriteStartObject("wifi");
            json.WriteString("ssid", "change-me");
            json.WriteString("password", "change-me");
            json.WriteEndObject();
            json.WriteString("password", "change-me");
            json.WriteStartObject("broker");
            json.WriteString("host", "change-me");
            json.WriteEndObject();
            if (c.Board.Pin("LED") is { } led) json.WriteNumber("led", led.Gpio);
            json.WriteStartArray("sensors");
            foreach (SensorRow row in node.Sensors) Sensor(json, c.Board, row);
            json.WriteEndArray();
            json.WriteStartArray("channels");
            foreach (JsonElement row in node.Channels) row.WriteTo(json);
            json.WriteEndArray();
            json.WriteStartArray("outputs");
            foreach (OutputRow row in node.Outputs) Output(json, c.Board, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Sensor(Utf8JsonWriter json, Board board, SensorRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("kind", row.Kind);
        json.WriteNumber("every", row.Every);
        foreach ((string key, string net) in row.Nets) Pin(json, board, key, net);
        if (board.Device(row.Device) is { } device) Place(json, board, device);
        if (board.Bus(row.Uart) is { } uart)
        {
            json.WriteNumber("port", uart.Number ?? 0);
            json.WriteNumber("baud", uart.Hz);
        }

        if (board.Loops.FirstOrDefault(l => l.Net == row.Loop) is { } loop) Loop(json, board, loop);
        foreach ((string key, JsonElement value) in row.Options)
        {
            json.WritePropertyName(key);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void Pin(Utf8JsonWriter json, Board board, string key, string net)
    {
        if (board.Pin(net) is not { } pin) return;
        json.WriteNumber(key, pin.Gpio);
        if (pin is { Use: PinUse.Adc, Divider: { } divider }) json.WriteNumber("divider", Math.Round(1 / divider.Ratio, 4));
    }

    private static void Place(Utf8JsonWriter json, Board board, Device device)
    {
        json.WriteNumber("bus", board.Bus(device.Bus)?.Number ?? 0);
        json.WriteString("address", device.Address);
    }

    private static void Loop(Utf8JsonWriter json, Board board, CurrentLoop loop)
    {
        if (board.Device(loop.Adc) is { } adc) Place(json, board, adc);
        json.WriteNumber("channel", loop.Input);
        json.WriteNumber("ohms", loop.BurdenOhms);
        json.WriteNumber("low", loop.Low);
        json.WriteNumber("high", loop.High);
    }

    private static void Output(Utf8JsonWriter json, Board board, OutputRow row)
    {
        if (board.Pin(row.Net) is not { } pin) return;
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteNumber("gpio", pin.Gpio);
        json.WriteBoolean("activeHigh", pin.Safe == Level.Low);
        json.WriteString("safe", "closed");
        json.WriteNumber("maxOn", row.MaxOn);
        json.WriteNumber("lostLink", row.LostLink);
        json.WriteEndObject();
    }
}
