using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Esp32.Mqtt
{
    /// <summary>PEM files on the flash: <c>ca.pem</c>, and <c>node.pem</c> with <c>node.key</c> for a client certificate.</summary>
    internal static class Certificates
    {
        private const int MaxBytes = 8192;

        public static X509Certificate Authority(IFlash flash)
        {
            string pem = Text(flash, "ca.pem");
            return pem == null ? null : new X509Certificate(pem);
        }

        public static X509Certificate2 Own(IFlash flash)
        {
            string pem = Text(flash, "node.pem");
            string key = Text(flash, "node.key");
            return pem == null || key == null ? null : new X509Certificate2(pem, key, "");
        }

        private static string Text(IFlash flash, string name)
        {
            int length = flash.Length(name);
            if (length <= 0 || length > MaxBytes) return null;
            byte[] bytes = new byte[length];
            return flash.Read(name, 0, bytes, 0, length) == length ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }
    }
}
