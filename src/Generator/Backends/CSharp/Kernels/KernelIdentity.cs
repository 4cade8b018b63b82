using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// The name of a kernel's class. It says everything that the kernel's code depends on, so all classes of a project that are stepped alike
/// share one kernel, and no edit of a class changes the kernels of others.
/// </summary>
internal static class KernelIdentity
{
    private const string BuiltInRules = "FusedOpt.Rules.", RuleSuffix = "Rule";

    // The file has the name of the class, below folders whose names are long already.
    private const int LongestName = 80;

    /// <summary>Returns the namespace of a project's kernels, which no other project has: two projects may see each other's internals.</summary>
    public static string Namespace(string project) => "FusedOpt.Generated." + Word(project) + "Kernels";

    /// <summary>Returns the name of the class of a kernel: <c>AdamFloat</c>, <c>AdamWFloat_WeightDecay_0_1</c>, <c>MyGame_MyRule_Float</c>.</summary>
    /// <param name="rule">The full name of the rule.</param>
    /// <param name="stages">The full names of the stages around the rule.</param>
    /// <param name="whole">Rule and stages as one program, before hyperparameters are bound.</param>
    /// <param name="values">The bits of the hyperparameters.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="traits">The other differences between kernels of one rule, a word each.</param>
    public static string ClassName(string rule, IEnumerable<string> stages, Program whole, EquatableArray<long> values, ElementType element, IEnumerable<string> traits)
    {
        IEnumerable<string> settings = whole.Hyperparameters
            .Select((h, i) => (Hyperparameter: h, Value: values[i]))
            .Where(h => !h.Hyperparameter.IsLearningRate && h.Value != h.Hyperparameter.Default)
            .Select(h => Setting(h.Hyperparameter, h.Value));
        string name = string.Join("_", [Stem(rule) + Identifiers.Pascal(Kernel.Keyword(element)), .. traits, .. stages.Select(s => "With" + Stem(s)), .. settings]);
        return name.Length <= LongestName ? name : $"{name.Substring(0, LongestName)}_{StableHash.Of(name)}";
    }

    /// <summary>Returns a hyperparameter and its value as a word: <c>WeightDecay_0_1</c>.</summary>
    public static string Setting(Hyperparameter hyperparameter, long value) => Identifiers.Pascal(hyperparameter.Name) + "_" + hyperparameter.Type switch
    {
        ScalarType.Bool => value != 0 ? "True" : "False",
        ScalarType.Long => value.ToString(CultureInfo.InvariantCulture).Replace("-", "Minus"),
        _ => Literals.Decimal(BitConverter.Int64BitsToDouble(value)).Replace("-", "Minus").Replace("+", "").Replace('.', '_'),
    };

    // The library's own by its short name. Any other has its namespace in it, and an underscore that keeps it apart from the library's.
    private static string Stem(string type)
    {
        if (type.StartsWith(BuiltInRules, StringComparison.Ordinal) && type.EndsWith(RuleSuffix, StringComparison.Ordinal))
            return type.Substring(BuiltInRules.Length, type.Length - BuiltInRules.Length - RuleSuffix.Length);
        return type.StartsWith("FusedOpt.", StringComparison.Ordinal) ? type.Substring(type.LastIndexOf('.') + 1) : Word(type) + "_";
    }

    // Different texts become different words.
    private static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (char c in text)
            word.Append(c switch { '.' => "_", '_' => "__", _ when char.IsLetterOrDigit(c) => c.ToString(), _ => FormattableString.Invariant($"_u{(int)c:x4}") });
        return word.Length > 0 && char.IsDigit(word[0]) ? "_" + word : word.ToString();
    }
}
