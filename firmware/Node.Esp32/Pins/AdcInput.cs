using System.Device.Adc;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>
    /// A channel of ADC1 at 11 dB, the mean of 16 conversions. The runtime hands out raw codes without the chip's own
    /// calibration, so the line is the one ESP-IDF 4.4 uses for the nominal reference of 1,100 mV
    /// (<c>esp_adc_cal_esp32.c</c>: scale 196,602 / 4,096 a mV, offset 142 mV); chips differ from it by up to 6 %.
    /// </summary>
    internal sealed class AdcInput : IAnalogInput
    {
        private const int Conversions = 16;
        private const int Scale = 1100 * 196602 / 4096;
        private const int OffsetMillivolts = 142;

        // GPIO of channels 0 to 7.
        private static readonly int[] Gpios = { 36, 37, 38, 39, 32, 33, 34, 35 };
        private readonly AdcChannel _channel;

        private AdcInput(AdcChannel channel)
        {
            _channel = channel;
        }

        /// <summary>Null for a GPIO that is not on ADC1.</summary>
        public static AdcInput Open(AdcController controller, int gpio)
        {
            for (int i = 0; i < Gpios.Length; i++)
            {
                if (Gpios[i] == gpio) return new AdcInput(controller.OpenChannel(i));
            }

            return null;
        }

        public int ReadMillivolts()
        {
            int sum = 0;
            for (int i = 0; i < Conversions; i++) sum += _channel.ReadValue();
            return (int)((long)sum * Scale / 65536 / Conversions) + OffsetMillivolts;
        }
    }
}
