import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** A server that speaks MongoDB's protocol and keeps its data in FILE: java -cp 'lib/*' Mongo.java PORT FILE */
class Mongo {
    /** The server implements what Agenda needs; its own versions end at 5.0, whose wire version the driver refuses. */
    static class Version implements MongoVersion {
        public List<Integer> getVersionArray() { return List.of(6, 0, 0); }
        public int getWireVersion() { return 17; }
    }

    public static void main(String[] args) {
        var server = new MongoServer(new H2Backend(args[1]).version(new Version()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind("127.0.0.1", Integer.parseInt(args[0]));
    }
}
