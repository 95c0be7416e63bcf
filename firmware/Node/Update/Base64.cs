using System;

namespace SmartCity.Node.Update
{
    /// <summary>Base64 that may be wrong.</summary>
    internal static class Base64
    {
        /// <summary>The bytes, or null when the text is none or is not Base64.</summary>
        public static byte[] Decode(string text)
        {
            if (text == null) return null;
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (Exception)
            {
                // The runtime has a kind of its own for this.
                return null;
            }
        }
    }
}
