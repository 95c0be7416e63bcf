using System;
using System.Collections;
using System.Device.Adc;
using System.Device.Gpio;
using System.Net.NetworkInformation;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Clock;
using SmartCity.Node.Config;
using SmartCity.Node.Esp32.Mqtt;
using SmartCity.Node.Esp32.Net;
using SmartCity.Node.Esp32.Pins;
using SmartCity.Node.Esp32.Storage;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32
{
    /// <summary>The ESP32 as the node sees it. What cannot be had is null, and the node goes on without it.</summary>
    internal sealed class Esp32Platform : INodePlatform
    {
        private const int Ports = 3;
        private const int Buses = 2;

        // Every board kicks its watchdog here; a device whose configuration names no board must live to be given one.
        private const int UsualWatchdogGpio = 13;
        private const int Gpios = 40;
        private readonly GpioController _gpio = new GpioController();
        private readonly AdcController _adc = new AdcController();
        private readonly Hashtable _counters = new Hashtable();
        private readonly ISerialLine[] _lines = new ISerialLine[Ports];
        private readonly Random _random = new Random();
        private readonly II2cBus[] _buses = new II2cBus[Buses];
        private readonly DeviceClock _clock;
        private readonly GpioPin _watchdog;
        private readonly int _board;

        public Esp32Platform()
        {
            Flash = new LittleFsFlash();
            DeviceSettings settings = DeviceSettings.Read(Flash);
            _board = settings.Board;
            int watchdog = _board < 0 ? UsualWatchdogGpio : Boards.Gpio(_board, "WDT_KICK");
            if (watchdog >= 0) _watchdog = _gpio.OpenPin(watchdog, PinMode.Output);
            SupplySensors();
            _clock = new DeviceClock(I2c(0));
            Network = new WifiSupervisor(settings);
            Mqtt = new MqttAdapter(Certificates.Authority(Flash), Certificates.Own(Flash));
            NetworkInterface wifi = WifiSupervisor.Find();
            MacAddress = wifi == null ? new byte[6] : wifi.PhysicalAddress;
        }

        /// <summary>The self-test button's input, null when the board has none.</summary>
        public IDigitalInput Button
        {
            get
            {
                int gpio = _board < 0 ? -1 : Boards.Gpio(_board, "BUTTON");
                return gpio < 0 ? null : Input(gpio, false);
            }
        }

        /// <summary>The status LED, for as long as the node itself does not run; null when the board has none.</summary>
        public IDigitalOutput Led
        {
            get
            {
                int gpio = _board < 0 ? -1 : Boards.Gpio(_board, "LED");
                return gpio < 0 ? null : Output(gpio, false);
            }
        }

        public INodeClock Clock
        {
            get { return _clock; }
        }

        public IFlash Flash { get; }

        public INetwork Network { get; }

        public IMqtt Mqtt { get; }

        public byte[] MacAddress { get; }

        /// <summary>The runtime tells a wake-up from everything else, and no more; the node's own log tells a crash.</summary>
        public ResetReason ResetReason
        {
            get { return Sleep.GetWakeupCause() == Sleep.WakeupCause.Undefined ? ResetReason.Other : ResetReason.DeepSleep; }
        }

        public int FreeHeap
        {
            get { return (int)nanoFramework.Runtime.Native.GC.Run(false); }
        }

        // The runtime's heap is the PSRAM less 256 KB, and without it 84 KB of the chip's own (nf-interpreter, targets/ESP32/_nanoCLR/Memory.cpp).
        public int ProgramRoom
        {
            get
            {
                uint total;
                uint free;
                uint largest;
                NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.SpiRam, out total, out free, out largest);
                return total == 0 ? 0 : FreeHeap;
            }
        }

        public II2cBus I2c(int bus)
        {
            if (_board < 0 || bus < 0 || bus >= Buses) return null;
            if (_buses[bus] == null) _buses[bus] = I2cBusAdapter.Open(_board, bus);
            return _buses[bus];
        }

        public IPulseCounter Pulses(int gpio)
        {
            return Counter(gpio, -1);
        }

        public IPulseCounter Quadrature(int gpioA, int gpioB)
        {
            return Counter(gpioA, gpioB);
        }

        public IAnalogInput Analog(int gpio)
        {
            try
            {
                return AdcInput.Open(_adc, gpio);
            }
            catch (Exception e)
            {
                Log("adc " + gpio.ToString() + ": " + e.Message);
                return null;
            }
        }

        public IDigitalInput Input(int gpio, bool pullUp)
        {
            GpioPin pin = Pin(gpio, pullUp ? PinMode.InputPullUp : PinMode.Input);
            return pin == null ? null : new GpioInput(pin);
        }

        // The switched rails feed sensors and current loops. Deep sleep lets go of the pins, and the pull-downs switch them off.
        private void SupplySensors()
        {
            if (_board < 0) return;
            for (int gpio = 0; gpio < Gpios; gpio++)
            {
                if (Boards.SwitchesRail(_board, gpio)) Output(gpio, true);
            }
        }

        /// <summary>The level is set before the pin becomes an output, so that no valve twitches.</summary>
        public IDigitalOutput Output(int gpio, bool initial)
        {
            GpioPin pin = Pin(gpio, PinMode.Input);
            if (pin == null) return null;
            pin.Write(initial ? PinValue.High : PinValue.Low);
            pin.SetPinMode(PinMode.Output);
            pin.Write(initial ? PinValue.High : PinValue.Low);
            return new GpioOutput(pin);
        }

        public ISerialLine Serial(int port, int baud)
        {
            if (_board < 0 || port < 0 || port >= Ports) return null;
            try
            {
                if (_lines[port] == null) _lines[port] = UartLine.Open(_board, port, baud);
            }
            catch (Exception e)
            {
                Log("serial " + port.ToString() + ": " + e.Message);
            }

            return _lines[port];
        }

        public int Random(int bound)
        {
            return _random.Next(bound);
        }

        public void KickWatchdog()
        {
            if (_watchdog != null) _watchdog.Toggle();
            if (Network.IsUp) _clock.KeepChip();
        }

        public void Reboot()
        {
            nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
        }

        public void Log(string line)
        {
            Console.WriteLine(line);
        }

        private IPulseCounter Counter(int gpioA, int gpioB)
        {
            IPulseCounter counter = (IPulseCounter)_counters[gpioA];
            if (counter != null) return counter;
            try
            {
                counter = new PulseCounterAdapter(gpioA, gpioB);
                _counters[gpioA] = counter;
                return counter;
            }
            catch (Exception e)
            {
                Log("pulses " + gpioA.ToString() + ": " + e.Message);
                return null;
            }
        }

        // A pin may be asked for again after a change of configuration; it is opened once.
        private GpioPin Pin(int gpio, PinMode mode)
        {
            try
            {
                if (_gpio.IsPinOpen(gpio)) _gpio.ClosePin(gpio);
                return _gpio.OpenPin(gpio, mode);
            }
            catch (Exception e)
            {
                Log("gpio " + gpio.ToString() + ": " + e.Message);
                return null;
            }
        }
    }
}
