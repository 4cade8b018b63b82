using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>The loops in C of the folder native, built by the gcc of this machine when it is asked for them.</summary>
/// <remarks>
/// Contraction is off: an exact loop rounds each operation, and a fast one fuses what it says. The rest is what one builds a fast library
/// with.
/// </remarks>
internal static class NativeLoops
{
    private static readonly Lazy<(nint Library, string Outcome)> Floats = new(() => Build("-DFLOAT"));
    private static readonly Lazy<(nint Library, string Outcome)> Doubles = new(() => Build("-DDOUBLE"));

    /// <summary>A line about how it went.</summary>
    public static string Outcome => Floats.Value.Outcome;

    /// <summary>The address of a loop, or 0 where there is none.</summary>
    public static nint Find(string name, bool inDouble)
    {
        nint library = (inDouble ? Doubles : Floats).Value.Library;
        return library != 0 && NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;
    }

    private static (nint Library, string Outcome) Build(string type)
    {
        string folder = Directory.CreateTempSubdirectory("fusedopt-benchmarks-").FullName;
        try
        {
            string[] sources = [.. Extract(folder).Where(file => file.EndsWith(".c", StringComparison.Ordinal))];
            string library = Path.Combine(folder, "loops.so");
            var start = new ProcessStartInfo("gcc") { RedirectStandardError = true };
            string[] words =
                ["-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-shared", "-fPIC", type, "-o", library, .. sources];
            foreach (string word in words)
                start.ArgumentList.Add(word);
            using Process gcc = Process.Start(start)!;
            string errors = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            return gcc.ExitCode == 0
                ? (NativeLibrary.Load(library), "C: built with gcc -O3 -march=native -ffp-contract=off.")
                : (0,
                    "C: left out, since gcc fails: "
                        + $"{errors.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (0, "C: left out, since there is no gcc on this machine.");
        }
        finally
        {
            // A loaded library stays loaded.
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Extract(string folder)
    {
        Assembly assembly = typeof(NativeLoops).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith("native/", StringComparison.Ordinal))];
        return [.. names.Select(name =>
        {
            string path = Path.Combine(folder, name["native/".Length..]);
            using Stream source = assembly.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(path);
            source.CopyTo(file);
            return path;
        })];
    }
}
