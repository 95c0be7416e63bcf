namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// The node's flash as files in one flat folder (littlefs on <c>I:</c>). The rules are the device's: a file is on
    /// the flash only once it has been closed, so every call opens, works and closes; a power cut in the middle leaves
    /// any prefix of that one call's bytes; there is no atomic replace.
    /// </summary>
    public interface IFlash
    {
        /// <summary>Names of all files, in no order.</summary>
        string[] List();

        /// <summary>Length in bytes, or -1 when there is no such file.</summary>
        int Length(string name);

        /// <summary>Reads at most <paramref name="count"/> bytes from <paramref name="fileOffset"/>; returns how many; -1 when there is no such file or it cannot be read.</summary>
        int Read(string name, int fileOffset, byte[] buffer, int offset, int count);

        /// <summary>Creates the file or cuts it to nothing, writes, closes. False when the flash refused (full, worn, broken).</summary>
        bool Write(string name, byte[] buffer, int offset, int count);

        /// <summary>Opens at the end, writes, closes. Creates the file when missing. False as for <see cref="Write"/>.</summary>
        bool Append(string name, byte[] buffer, int offset, int count);

        /// <summary>Removes the file; no error when it is not there.</summary>
        void Delete(string name);
    }
}
