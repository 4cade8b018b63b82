using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// The name of a kernel's structure. The name says everything that the kernel's code depends on: so all classes of a project that are
/// stepped alike share one kernel, and no edit of a class changes the kernels of other classes.
/// </summary>
internal static class KernelIdentity
{
    // The namespaces of the library's own rules and stages, and the endings of their names, which kernels drop.
    private static readonly (string Space, string Suffix)[] BuiltIn =
        [("FusedOpt.Rules.", "Rule"), ("FusedOpt.Transforms.", ""), ("FusedOpt.Averages.", "")];

    // The file has the name of the structure, in folders whose paths are long already.
    private const int LongestName = 80;

    /// <summary>
    /// Returns the namespace of a project's kernels, which no other project has, since two projects may see each other's internals.
    /// </summary>
    public static string Namespace(string project) => "FusedOpt.Generated." + Word(project) + "Kernels";

    /// <summary>
    /// Returns the name of a kernel's structure: <c>AdamFloat</c>, <c>AdamWFloat_WeightDecay_0_1</c>, <c>MyGame_MyRule_Float</c>.
    /// </summary>
    public static string ClassName(KernelKey key)
    {
        string stem = Stem(key.Rule) + Identifiers.Pascal(Kernel.Keyword(key.Element));
        IEnumerable<string> stages = key.Stages.AsEnumerable().Select(s => "With" + Stem(s));
        string name = string.Join("_", [stem, .. key.Traits, .. stages, .. key.Settings.AsEnumerable().Select(Word)]);
        return name.Length <= LongestName ? name : $"{name.Substring(0, LongestName)}_{StableHash.Of(name)}";
    }

    /// <summary>Returns a hyperparameter and its value as a word: <c>WeightDecay_0_1</c>.</summary>
    public static string Word(Setting setting)
    {
        string value = setting.Hyperparameter.Type switch
        {
            ScalarType.Bool => setting.Value != 0 ? "True" : "False",
            ScalarType.Long => setting.Value.ToString(CultureInfo.InvariantCulture).Replace("-", "Minus"),
            _ => Literals.Decimal(BitConverter.Int64BitsToDouble(setting.Value)).Replace("-", "Minus").Replace("+", "").Replace('.', '_'),
        };
        return Identifiers.Pascal(Word(setting.Hyperparameter.Name)) + "_" + value;
    }

    // A type of the library goes by its short name. The word for any other type begins with its namespace, and ends in an underscore that
    // keeps the word apart from the library's names.
    private static string Stem(string type)
    {
        foreach ((string space, string suffix) in BuiltIn)
        {
            int length = type.Length - space.Length - suffix.Length;
            if (length > 0
                && type.StartsWith(space, StringComparison.Ordinal)
                && type.EndsWith(suffix, StringComparison.Ordinal)
                && type.IndexOf('.', space.Length) < 0)
            {
                return type.Substring(space.Length, length);
            }
        }

        return Word(type) + "_";
    }

    /// <summary>Returns a text as a word of characters that the name of a file may have. Different texts become different words.</summary>
    public static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (char c in text)
        {
            word.Append(c switch
            {
                '.' => "_",
                '_' => "__",
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => FormattableString.Invariant($"_u{(int)c:x4}"),
            });
        }

        return word.Length > 0 && char.IsDigit(word[0]) ? "_" + word : word.ToString();
    }
}
