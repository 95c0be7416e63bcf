using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Link;

namespace SmartCity.Node.Esp32.Net
{
    /// <summary>
    /// Joins the access point on a thread of its own, one attempt at a time. The helper of the library stores the network
    /// in flash with every call, so it is used once for a new network and the adapter afterwards.
    /// </summary>
    internal sealed class WifiSupervisor : INetwork
    {
        private const int JoinMs = 25000;
        private const int ScanMs = 6000;
        private const int LookMs = 500;
        private readonly DeviceSettings _settings;
        private readonly AutoResetEvent _asked = new AutoResetEvent(false);
        private readonly AutoResetEvent _scanned = new AutoResetEvent(false);
        private bool _isUp;
        private long _lookedMs = -LookMs;
        private bool _timeStarted;

        public WifiSupervisor(DeviceSettings settings)
        {
            _settings = settings;
            new Thread(Work).Start();
        }

        public int Rssi { get; private set; }

        /// <summary>True while the Wi-Fi interface has an address; looked up at most twice a second.</summary>
        public bool IsUp
        {
            get
            {
                long now = Environment.TickCount64;
                if (now - _lookedMs < LookMs) return _isUp;
                _lookedMs = now;
                NetworkInterface wifi = Find();
                _isUp = wifi != null && wifi.IPv4Address != null && wifi.IPv4Address.Length > 0 && wifi.IPv4Address != "0.0.0.0";
                if (_isUp) StartTime();
                return _isUp;
            }
        }

        public void Join()
        {
            _asked.Set();
        }

        /// <summary>The interface, or null on a chip without Wi-Fi.</summary>
        public static NetworkInterface Find()
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211) return all[i];
            }

            return null;
        }

        private void Work()
        {
            while (true)
            {
                _asked.WaitOne();
                try
                {
                    if (_settings.Ssid.Length > 0) Attempt();
                }
                catch (Exception e)
                {
                    // The next attempt comes when the link asks for it.
                    Console.WriteLine("wifi: " + e.Message);
                }
            }
        }

        private void Attempt()
        {
            WifiAdapter adapter = WifiAdapter.FindAllAdapters()[0];
            adapter.Disconnect();
            Scan(adapter);
            if (IsStored())
            {
                adapter.Connect(_settings.Ssid, WifiReconnectionKind.Automatic, _settings.Password);
                return;
            }

            CancellationTokenSource limit = new CancellationTokenSource(JoinMs);
            WifiNetworkHelper.ConnectDhcp(_settings.Ssid, _settings.Password, WifiReconnectionKind.Automatic, false, 0, limit.Token);
        }

        // The only place where the runtime tells the signal's strength is the report of a scan.
        private void Scan(WifiAdapter adapter)
        {
            Rssi = 0;
            adapter.AvailableNetworksChanged += Scanned;
            try
            {
                adapter.ScanAsync();
                if (!_scanned.WaitOne(ScanMs, false)) return;
                WifiAvailableNetwork[] seen = adapter.NetworkReport.AvailableNetworks;
                for (int i = 0; i < seen.Length; i++)
                {
                    if (seen[i].Ssid == _settings.Ssid) Rssi = (int)seen[i].NetworkRssiInDecibelMilliwatts;
                }
            }
            finally
            {
                adapter.AvailableNetworksChanged -= Scanned;
            }
        }

        private void Scanned(WifiAdapter sender, object e)
        {
            _scanned.Set();
        }

        private bool IsStored()
        {
            NetworkInterface wifi = Find();
            if (wifi == null) return false;
            Wireless80211Configuration[] stored = Wireless80211Configuration.GetAllWireless80211Configurations();
            if (wifi.SpecificConfigId >= stored.Length) return false;
            Wireless80211Configuration ours = stored[wifi.SpecificConfigId];
            return ours.Ssid == _settings.Ssid && ours.Password == _settings.Password;
        }

        // The gateway is the clock of the site: no packet leaves for the internet.
        private void StartTime()
        {
            if (_timeStarted || _settings.Host.Length == 0) return;
            _timeStarted = true;
            Sntp.Stop();
            Sntp.Server1 = _settings.Host;
            Sntp.Server2 = _settings.Host;
            Sntp.Start();
        }
    }
}
