using System.Text.Json.Nodes;

namespace SmartCity.Gateway.Tests.Hardware;

/// <summary>An error put into a sound board, and who has to find it.</summary>
internal sealed record PlantedError(string Rule, string Subject, string Board, Action<JsonNode> Plant);

/// <summary>At least one error a rule.</summary>
internal static class PlantedErrors
{
    private const string Ix1 = "intersection-ix1";
    private const string Pn1 = "pipeline-pn1";
    private const string Cabinet = "gateway-cabinet";

    public static IReadOnlyList<PlantedError> All { get; } =
    [
        new("unknown-pin", "GPIO24 (LOOP1)", Ix1, b => b.Pin("LOOP1")["gpio"] = 24),
        new("unknown-pin", "GPIO40 (DOOR)", Cabinet, b => b.Pin("DOOR")["gpio"] = 40),
        new("duplicate-pin", "LOOP1 and LOOP2", Ix1, b => b.Pin("LOOP2")["gpio"] = 32),
        new("duplicate-pin", "GPIO32 and GPIO33", Ix1, b => b.Pin("LOOP2")["net"] = "LOOP1"),
        new("reserved-pin", "GPIO1 (DOOR)", Cabinet, b => b.Pin("DOOR")["gpio"] = 1),
        new("strapping-pin", "GPIO12 (RADAR)", Ix1, b => b.Pin("RADAR")["gpio"] = 12),
        new("strapping-pin", "GPIO2 (LED)", Ix1, b => b.Pin("LED")["gpio"] = 2),
        new("strapping-pin", "GPIO5 (VALVE)", Pn1, b => b.Pin("VALVE")["gpio"] = 5),
        new("strapping-pin", "GPIO15 (BUTTON)", Pn1, b => b.Pin("BUTTON")["gpio"] = 15),
        new("strapping-pin", "GPIO0 (DOOR)", Ix1, b => b.Pin("DOOR")["gpio"] = 0),
        new("strapping-pin", "GPIO45 (LED)", Ix1, b => (b["module"], b.Pin("LED")["gpio"]) = ("ESP32-S3-WROOM-1", 45)),
        new("flash-pin", "GPIO9 (GNSS_RX)", Ix1, b => b.Pin("GNSS_RX")["gpio"] = 9),
        new("flash-pin", "GPIO16 (RS485_RX)", Pn1, b => b["module"] = "ESP32-WROOM-32E-R2"),
        new("update-memory", "the board", Ix1, b => b["updates"] = true),
        new("update-memory", "the board", Pn1, b => (b["updates"], b["module"]) = (true, "ESP32-S3-WROOM-1")),
        new("input-only-pin", "GPIO34 (LED)", Ix1, b => b.Pin("LED")["gpio"] = 34),
        new("input-only-pin", "GPIO35 (SDA)", Pn1, b => b.Pin("SDA")["gpio"] = 35),
        new("input-only-pull", "GPIO34 (DOOR)", Ix1, b => b.Pin("DOOR").Remove("pull")),
        new("glitch-pin", "GPIO36 (LOOP1)", Ix1, b => b.Pin("LOOP1")["gpio"] = 36),
        new("glitch-pin", "GPIO39 (COVER)", Pn1, b => b.Pin("COVER")["gpio"] = 39),
        new("adc2-with-wifi", "GPIO27 (VIN_MON)", Ix1, b => b.Pin("VIN_MON")["gpio"] = 27),
        new("adc2-with-wifi", "GPIO17 (DOOR)", Cabinet, b => b.Pin("DOOR")["use"] = "adc"),
        new("adc-range", "GPIO36 (VIN_MON)", Ix1, b => b.Pin("VIN_MON")["divider"]!["bottomOhms"] = 33000),
        new("pin-level", "GPIO18 (LEVEL_RX)", Pn1, b => b.Pin("LEVEL_RX").Remove("divider")),
        new("pin-level", "GPIO34 (DOOR)", Ix1, b => b.Pin("DOOR")["pull"]!["to"] = "5V"),
        new("pulse-units", "pulse input 5", Ix1, b => (b["module"], b.Pin("BUTTON")["use"]) = ("ESP32-S3-WROOM-1", "pulse")),
        new("pulse-units", "GPIO17 (DOOR)", Cabinet, b => b.Pin("DOOR")["use"] = "pulse"),
        new("uart-units", "bus gnss", Ix1, b => b.Bus("gnss")["controller"] = 3),
        new("uart-units", "bus gnss", Ix1, b => b.Bus("gnss")["controller"] = 1),
        new("uart-units", "bus level", Pn1, b => b.Bus("level")["controller"] = 0),
        new("bus-pins", "bus rs485", Ix1, b => b.Pin("RS485_RX").Remove("bus")),
        new("bus-pins", "bus i2c0", Cabinet, b => b.Bus("i2c0")["controller"] = 1),
        new("bus-pins", "bus level", Pn1, b => b.Bus("level")["number"] = 0),
        new("bus-pins", "GPIO16 (RS485_RX)", Ix1, b => b.Pin("RS485_RX")["bus"] = "modbus"),
        new("i2c-address", "U11 (BME280)", Ix1, b => b.Device("U11")["address"] = "0x44"),
        new("i2c-address", "U10 (INA219AIDCNR)", Pn1, b => b.Device("U10")["address"] = "0x40"),
        new("i2c-address", "U8 (DS3231SN#)", Pn1, b => b.Device("U8")["address"] = "0x78"),
        new("i2c-speed", "S1 (SEN55-SDN-T)", Ix1, b => b.Bus("i2c0")["hz"] = 400000),
        new("i2c-capacitance", "bus i2c0", Ix1, b => b.Bus("i2c0")["wirePf"] = 320),
        new("i2c-pull-up", "bus i2c0", Pn1, b => b.Bus("i2c0")["pullUpOhms"] = 22000),
        new("i2c-pull-up", "bus i2c0", Pn1, b => b.Bus("i2c0")["pullUpOhms"] = 820),
        new("i2c-pull-up", "bus i2c0", Pn1, b => b.Bus("i2c0").Remove("pullUpOhms")),
        new("i2c-level", "bus i2c0", Ix1, b => b.Bus("i2c0")["rail"] = "5V"),
        new("i2c-level", "S3 (SHT45-AD1F)", Ix1, b => b.Bus("i2c0")["rail"] = "5V"),
        new("i2c-level", "S1 (SEN55-SDN-T)", Ix1, b => b.Device("S1")["inputHighVolts"] = 3.5),
        new("rail-budget", "rail 5V_SENS", Ix1, b => b.Device("S1")["peakMa"] = 510),
        new("rail-budget", "rail VIN", Ix1, b => b.Rail("VIN")["limitMa"] = 300),
        new("rail-budget", "rail VBAT", Pn1, b => b.Rail("VBAT")["limitMa"] = 1500),
        new("supply-range", "S5 (SEN0232)", Ix1, b => b.Device("S5")["rail"] = "5V_SENS"),
        new("supply-range", "rail 3V3", Pn1, b => b.Rail("3V3")["volts"] = 3.0),
        new("wake-pin", "GPIO18 (FLOOD)", Pn1, b => b.Pin("FLOOD")["gpio"] = 18),
        new("wake-pin", "GPIO35 (COVER)", Pn1, b => b.Pin("COVER").Remove("pull")),
        new("wake-polarity", "GPIO35 (COVER)", Pn1, b => (b.Pin("COVER")["wake"], b.Pin("FLOOD")["wake"]) = ("low", "low")),
        new("output-at-boot", "GPIO26 (VALVE)", Pn1, b => b.Pin("VALVE").Remove("pull")),
        new("output-at-boot", "GPIO26 (VALVE)", Pn1, b => b.Pin("VALVE")["pull"]!["to"] = "3V3"),
        new("output-at-boot", "GPIO14 (VALVE)", Pn1, b => (b.Pin("VALVE")["gpio"], b.Pin("BUTTON")["gpio"], b.Pin("VALVE")["pull"]!["ohms"]) = (14, 26, 47000)),
        new("output-at-boot", "GPIO22 (RELAY)", Cabinet, b => b.Pin("RELAY").Remove("pull")),
        new("output-at-boot", "GPIO7 (FAN)", Cabinet, b => { b.Pin("FAN")["gpio"] = 7; b.Pin("FAN").Remove("pull"); }),
        new("output-at-boot", "GPIO27 (LED)", Ix1, b => b.Pin("LED").Remove("safe")),
        new("loop-burden", "net PRESS1", Pn1, b => b.Loop("PRESS1")["burdenOhms"] = 250),
        new("loop-burden", "net PRESS2", Pn1, b => b.Loop("PRESS2")["fullScaleVolts"] = 2.048),
        new("loop-burden", "net PRESS1", Pn1, b => b.Loop("PRESS1")["burdenOhms"] = 1),
        new("loop-compliance", "net PRESS1", Pn1, b => b.Loop("PRESS1")["wireOhms"] = 60),
        new("expander-input", "U9 (MCP23017-E/SS)", Ix1, b => b.Device("U9")["terminals"]![3]!["name"] = "GPA7"),
        new("field-protection", "J2.2 (LOOP1_IN)", Ix1, b => b["protections"]!.AsArray().RemoveAt(1)),
        new("dangling-net", "net LOOP1", Ix1, b => b.Device("U5")["terminals"]![0]!["net"] = "LOOPI"),
        new("known-name", "rail 3V", Ix1, b => b.Device("U7")["rail"] = "3V"),
        new("known-name", "bus i2c9", Ix1, b => b.Device("U7")["bus"] = "i2c9"),
        new("known-name", "output LED_OUT", Ix1, b => b.Rail("5V_SENS")["switchedBy"] = "LED_OUT"),
        new("known-name", "channel pres", Pn1, b => b.Loop("PRESS1")["channel"] = "pres"),
        new("known-name", "part D99", Pn1, b => b["protections"]![0]!["ref"] = "D99"),
        new("template-name", "pin with the net LOOP9", Ix1, b => b["node"]!.Row("sensors", "id", "loop1")["nets"]!["gpio"] = "LOOP9"),
        new("template-name", "numbered UART console", Pn1, b => b["node"]!.Row("sensors", "id", "level")["uart"] = "console"),
        new("template-name", "channel pm25", Ix1, b => b["node"]!.Row("channels", "name", "pm2_5")["name"] = "pm25"),
        new("template-name", "output with a safe level BUTTON", Pn1, b => b["node"]!.Row("outputs", "name", "valve")["net"] = "BUTTON"),
    ];
}
