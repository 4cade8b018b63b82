using System;
using System.Linq;

namespace FusedOpt;

/// <summary>Says in what two rules differ.</summary>
internal static class RuleDifference
{
    /// <summary>Returns the sentence: it names the first setting that differs, or both rules.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="file">The rule of the file.</param>
    /// <param name="model">The rule of the model.</param>
    public static string Describe(string path, string file, string model)
    {
        string of = path.Length == 0 ? "" : $" of {HeaderText.Quote(path[..^1])}";
        string[] inFile = Parts(file), inModel = Parts(model);
        int first = inFile.Zip(inModel).TakeWhile(p => p.First == p.Second).Count();
        if (inFile.Length == inModel.Length && first < inFile.Length && NameOf(inFile[first]) == NameOf(inModel[first]))
            return $"The file was written with {inFile[first]}{of}, and the model has {inModel[first]} ({model}).";

        // Options that only one of them has, such as a schedule.
        string[] options = file.Split("; "), own = model.Split("; ");
        string more = string.Join("; ", options.Except(own)), less = string.Join("; ", own.Except(options));
        return less.Length == 0 ? $"The file was written with {more}{of}, which the model does not have."
            : more.Length == 0 ? $"The file was written without {less}{of}, which the model has."
            : $"The file was written with {more}{of}, and the model has {less}.";
    }

    private static string[] Parts(string rule) => rule.Split([',', '(', ')', ';', '|'], StringSplitOptions.TrimEntries);

    // Returns the name of a setting; a part that is none has no name that another part has.
    private static string NameOf(string part) => part.Split(" = ") is [string name, _] ? name : part;
}
