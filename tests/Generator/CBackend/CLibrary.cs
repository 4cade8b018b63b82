using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace FusedOpt.Generator.Tests.CBackend;

/// <summary>Functions in C, compiled by gcc and loaded.</summary>
internal sealed class CLibrary : IDisposable
{
    /// <summary>The reason to skip a test.</summary>
    public const string Missing = "There is no gcc on this machine.";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusedopt-c-").FullName;
    private readonly nint _handle;

    /// <param name="source">The source.</param>
    public CLibrary(string source)
    {
        string file = Path.Combine(_folder, "kernels.c"), library = Path.Combine(_folder, "kernels.so");
        File.WriteAllText(file, source);
        string[] arguments = ["-O2", "-std=c11", "-ffp-contract=off", "-shared", "-fPIC", "-o", library, file, "-lm"];
        using Process gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })!;
        string problems = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        if (gcc.ExitCode != 0)
            throw new InvalidOperationException(problems);
        _handle = NativeLibrary.Load(library);
    }

    /// <summary>True if this machine has gcc.</summary>
    public static bool IsThere
    {
        get
        {
            try
            {
                using Process gcc = Process.Start(new ProcessStartInfo("gcc", "--version") { RedirectStandardOutput = true })!;
                gcc.StandardOutput.ReadToEnd();
                gcc.WaitForExit();
                return gcc.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Returns a function.</summary>
    public T Find<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_handle, name));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeLibrary.Free(_handle);
        Directory.Delete(_folder, recursive: true);
    }
}
