using System;
using System.Reflection;
using SmartCity.Node.Esp32.Storage;
using SmartCity.Node.Update;

namespace SmartCity.Node.Esp32
{
    /// <summary>
    /// Starts the newest sound program of the two slots, if there is one: reads its assemblies, loads them in their order, and
    /// enters the last one's <c>Program.Run</c>. An assembly stays in memory as a whole, so this is for modules with PSRAM.
    /// </summary>
    internal static class Launcher
    {
        private const string Entry = "SmartCity.Node.Esp32.Program";
        private const int LengthBytes = 4;

        /// <summary>True when another program ran and has ended; false when there is none to run.</summary>
        public static bool TryRun()
        {
            try
            {
                UpdateSlot slot = BootChoice.Choose(new LittleFsFlash(), NodeVersion.Code);
                if (slot == null) return false;
                Assembly program = Load(slot);
                if (program == null) return false;
                MethodInfo run = program.GetType(Entry).GetMethod("Run");
                run.Invoke(null, new object[] { slot.Index });
                return true;
            }
            catch (Exception e)
            {
                // Its try is written down: after the second the slot is given up.
                Console.WriteLine("launcher: " + e.Message);
                return false;
            }
        }

        private static Assembly Load(UpdateSlot slot)
        {
            Assembly last = null;
            byte[] length = new byte[LengthBytes];
            int at = 0;
            while (at < slot.Header.ImageBytes)
            {
                if (slot.Read(at, length, LengthBytes) != LengthBytes) return null;
                int bytes = length[0] | (length[1] << 8) | (length[2] << 16) | (length[3] << 24);
                at += LengthBytes;
                if (bytes <= 0 || bytes > slot.Header.ImageBytes - at) return null;
                byte[] assembly = new byte[bytes];
                if (slot.Read(at, assembly, bytes) != bytes) return null;
                last = Assembly.Load(assembly);
                at += bytes;
            }

            return last;
        }
    }
}
