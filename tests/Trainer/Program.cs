// Trains models for the tests of checkpoints, in a process of its own.
//
//   save DIRECTORY STEPS        trains every model and saves it
//   train STEPS                 trains every model, and prints a digest of each
//   resume DIRECTORY FROM TO    loads every model, trains it on, and prints a digest of each
//   loop FILE                   goes on with the training that a file holds, saves after each step and says so, until it is killed
//   rotate DIRECTORY            does the same with the checkpoints of a directory
using System;
using System.Globalization;
using System.IO;
using FusedOpt;
using FusedOpt.Trainer;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
string PathOf(string name) => Path.Combine(args[1], name + ".safetensors");

switch (args)
{
    case ["save", _, _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            Course.Begin(model);
            Course.Run(model, 1, Number(2));
            model.SaveCheckpoint(PathOf(name));
        }

        return 0;
    case ["train", _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            Course.Begin(model);
            Course.Run(model, 1, Number(1));
            Console.WriteLine($"{name} {Course.Digest(model)}");
        }

        return 0;
    case ["resume", _, _, _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            model.LoadCheckpoint(PathOf(name));
            Course.Run(model, Number(2) + 1, Number(3));
            Console.WriteLine($"{name} {Course.Digest(model)}");
        }

        return 0;
    case ["loop", var file]:
        var looped = new LoopModel();
        if (File.Exists(file))
            looped.LoadCheckpoint(file);
        else
            Course.Begin(looped);
        while (true)
        {
            Course.Run(looped, (int)looped.StepCount + 1, (int)looped.StepCount + 1);
            looped.SaveCheckpoint(file);
            Console.WriteLine(looped.StepCount);
        }

    case ["rotate", var directory]:
        using (var checkpoints = new CheckpointDirectory(directory, new() { KeepLast = 2, KeepBest = 1 }))
        {
            var rotated = new LoopModel();
            if (checkpoints.LoadNewest(rotated) is null)
                Course.Begin(rotated);
            while (true)
            {
                Course.Run(rotated, (int)rotated.StepCount + 1, (int)rotated.StepCount + 1);
                checkpoints.Save(rotated, metric: Math.Cos(rotated.StepCount));
                Console.WriteLine(rotated.StepCount);
            }
        }

    default:
        Console.Error.WriteLine("usage: loop FILE | rotate DIRECTORY | save DIRECTORY STEPS | train STEPS | resume DIRECTORY FROM TO");
        return 2;
}
