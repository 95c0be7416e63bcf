#nullable disable
namespace SmartCity.Firmware.Tests.Device
{
    using nanoFramework.TestFramework;
    using SmartCity.Node.Sense;
    using SmartCity.Node.Sense.Drivers;
    using SmartCity.Wire;

    /// <summary>The datasheets' worked examples once more, on the interpreter's own arithmetic.</summary>
    [TestClass]
    public class DriverFormulaTests
    {
        [TestMethod]
        public void Checksums_are_those_of_their_sources()
        {
            Assert.AreEqual(0x92, (int)SensirionWords.Crc(new byte[] { 0xbe, 0xef }, 0, 2));
            Assert.AreEqual(0x1241, ModbusFrame.Crc(new byte[] { 0x02, 0x07 }, 2));
        }

        [TestMethod]
        public void Bme280_gives_the_worked_example()
        {
            Bme280Trim trim = new Bme280Trim();
            trim.T1 = 27504;
            trim.T2 = 26435;
            trim.T3 = -1000;
            trim.P1 = 36477;
            trim.P2 = -10685;
            trim.P3 = 3024;
            trim.P4 = 2855;
            trim.P5 = 140;
            trim.P6 = -7;
            trim.P7 = 15500;
            trim.P8 = -14600;
            trim.P9 = 6000;
            Assert.AreEqual(2508, (int)(trim.Celsius(519888) * 100));
            Assert.AreEqual(100653, (int)trim.Pascal(415148));
        }

        [TestMethod]
        public void Sht4x_scales_signed_and_says_what_is_wrong()
        {
            byte[] answer = new byte[6];
            SensirionWords.Put(answer, SensirionWords.Put(answer, 0, 0x6667), 0x8000);
            ScriptedBus bus = new ScriptedBus(answer);
            Sht4x sensor = new Sht4x(bus, Sht4x.DefaultAddress);
            SensorValue[] values = new SensorValue[] { new SensorValue(), new SensorValue() };
            sensor.Start();
            sensor.Read(values);
            Assert.AreEqual(2500, (int)((values[0].Value * 100) + 0.5));
            Assert.AreEqual(5650, (int)((values[1].Value * 100) + 0.5));

            answer[2] ^= 1;
            sensor.Start();
            sensor.Read(values);
            Assert.AreEqual(MissingReason.Crc, values[0].Missing);

            bus.Result = BusResult.Nack;
            sensor.Start();
            sensor.Read(values);
            Assert.AreEqual(MissingReason.I2cNack, values[1].Missing);
        }

        [TestMethod]
        public void A_gnss_sentence_is_read_where_it_lies()
        {
            string text = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r";
            NmeaSentence sentence = new NmeaSentence();
            bool complete = false;
            for (int i = 0; i < text.Length; i++) complete = sentence.Accept((byte)text[i]) || complete;
            double value;
            Assert.IsTrue(complete);
            Assert.IsTrue(sentence.Is("GGA"));
            Assert.IsTrue(sentence.Number(9, out value));
            Assert.AreEqual(5454, (int)((value * 10) + 0.5));
            Assert.IsFalse(sentence.Number(13, out value));
        }

        [TestMethod]
        public void A_leap_day_is_one()
        {
            long seconds = UnixTime.ToSeconds(2028, 2, 29, 12, 34, 56);
            Assert.AreEqual(1835440496L, seconds);
            int[] fields = new int[7];
            UnixTime.ToFields(seconds, fields);
            Assert.AreEqual(29, fields[2]);
            Assert.AreEqual(2, fields[6]);
        }

        [TestMethod]
        public void A_tone_is_heard_in_its_band()
        {
            int[] samples = new int[32];
            for (int i = 0; i < 32; i++) samples[i] = (i & 1) == 0 ? ((i & 2) == 0 ? 1000 : -1000) : 0;
            BandPower bands = new BandPower(32);
            Assert.AreEqual(707, (int)(bands.Rms(samples, 1, 8, 8) + 0.5));
            Assert.IsTrue(bands.Rms(samples, 1, 1, 7) < 1);
        }
    }
}
